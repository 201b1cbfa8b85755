/** What runs inside a panel speaks to the extension through this: requests with answers, and events. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const waiting = new Map<number, (result: unknown) => void>();
const listeners = new Map<string, (data: never) => void>();
let lastId = 0;

window.addEventListener('message', ({ data }: MessageEvent) => {
  const message = data as { type?: string; id?: number; result?: unknown; event?: string; data?: unknown };
  if (message.type === 'answer' && message.id !== undefined) {
    waiting.get(message.id)?.(message.result);
    waiting.delete(message.id);
  } else if (message.type === 'event' && message.event !== undefined) {
    listeners.get(message.event)?.(message.data as never);
  }
});

/** Asks the extension; null where it fails. */
export function ask<R>(method: string, params: unknown = null): Promise<R | null> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    waiting.set(id, (result) => resolve(result as R | null));
    api.postMessage({ id, method, params });
  });
}

/** Listens to what the extension tells on its own. */
export function onEvent<D>(event: string, listener: (data: D) => void): void {
  listeners.set(event, listener as (data: never) => void);
}

/** What the extension put into the page. */
export function pageData<D>(): D {
  return JSON.parse(document.getElementById('page-data')?.textContent ?? 'null') as D;
}

/** Puts the page's own elements in the place of what was painted first; does nothing when they are there. */
export function showPage(...nodes: readonly Node[]): void {
  const first = document.getElementById('first-paint');
  if (!first) return;
  first.remove();
  document.body.append(...nodes);
}

/** Keeps the page's state over hiding and reload. */
export function keepState(state: unknown): void {
  api.setState(state);
}

/** The state that was kept, or null. */
export function keptState<S>(): S | null {
  return (api.getState() as S | undefined) ?? null;
}

/**
 * Marks the moment after the next paint as `variorum.<name>` in the page's performance timeline, with the time since the
 * panel was asked for in `detail.ms`: bench/panels.ts reads them, and when the first words were painted from the browser itself.
 */
export function markPaint(name: 'content' | 'answer'): void {
  const askedAt = Number(document.getElementById('page-data')?.dataset['askedAt']);
  requestAnimationFrame(() =>
    // A task that is queued in a frame runs when that frame has been painted.
    setTimeout(() => performance.mark(`variorum.${name}`, { detail: { ms: Date.now() - askedAt } })),
  );
}
