import type { Browser } from 'playwright-core';
import type { Host } from '../ui/workbench';

export function findBrowser(): string | null;
export function makePackage(): string;
export function startHost(options?: {
  readonly vsix?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly dataDir?: string | null;
  readonly port?: number;
  readonly isTest?: boolean;
}): Promise<Host>;
export function launchBrowser(): Promise<Browser>;
