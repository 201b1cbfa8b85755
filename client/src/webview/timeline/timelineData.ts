import type { ProtocolPlace, ProtocolPosition, TimelineAnswer } from '../../../../server/src/protocol';

/** What a timeline shows: the statement at a place, or the event that the article there reports. */
export interface TimelineInput {
  readonly uri: string;
  readonly position: ProtocolPosition;
  readonly scope: 'statement' | 'event';
}

/** What is kept of a panel. */
export interface TimelineState {
  /** What is shown: after a reload it is asked for again. */
  readonly input: TimelineInput;
  /** What the panel was opened for. */
  readonly asked: TimelineInput;
}

/** What the extension puts into the page. */
export interface TimelinePageData {
  readonly input: TimelineInput;
  readonly strings: TimelineStrings;
}

/** Requests of the page and their parameters; see `timelinePanel.ts`. */
export interface TimelineRequests {
  readonly load: { readonly scope: TimelineInput['scope'] };
  readonly open: ProtocolPlace;
  /** An image to be saved: SVG as text, PNG as base64. */
  readonly save: { readonly format: 'svg' | 'png'; readonly content: string };
}

export type TimelineMarkItem = TimelineAnswer['marks'][number];

/** All words of the page, in the reader's language. */
export interface TimelineStrings {
  readonly title: string;
  readonly loading: string;
  readonly nothing: string;
  readonly statement: string;
  readonly event: string;
  readonly scope: string;
  readonly saveSvg: string;
  readonly savePng: string;
  readonly hint: string;
  readonly original: string;
  readonly undated: string;
  readonly truncated: string;
  readonly chart: string;
  readonly list: string;
  readonly statements: string;
  readonly legend: string;
  readonly kinds: Readonly<Record<TimelineMarkItem['kind'], string>>;
  readonly columns: { readonly date: string; readonly outlet: string; readonly kind: string; readonly words: string };
}

/** Day and, where it is known, hour of a mark: neither seconds nor a zone. */
export function shownDate({ date }: TimelineMarkItem): string {
  return date.slice(0, 16).replace('T', ' ');
}
