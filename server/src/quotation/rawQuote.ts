import type { Quote } from './quoteTypes';

/** A quote whose source is not resolved yet. */
export type RawQuote = Omit<Quote, 'speaker'>;
