import type { QuoteKind, QuoteMode, SpeakerKind } from '../quotation/quoteTypes';
import type { Genre, PassageRole } from '../text/article';

// The order of these lists is part of the segment format: append only, or bump `segmentFormat`.

export const kindOrder: readonly QuoteKind[] = ['direct', 'indirect', 'mixed'];
export const modeOrder: readonly QuoteMode[] = ['said', 'thought', 'intended'];
export const speakerKinds: readonly SpeakerKind[] = ['person', 'body', 'group', 'document'];
export const passageRoles: readonly PassageRole[] = ['headline', 'subhead', 'lede', 'body'];
export const genres: readonly Genre[] = ['report', 'transcript', 'communique', 'opinion'];

/** A genre takes this many bits of its number; above them lie the places of the facts, see `text/factPlace.ts`. */
export const genreBits = 4;
