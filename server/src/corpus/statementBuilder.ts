import { hashText } from '../base/hash';
import { chooseOriginal } from '../collation/original';
import type { PassageView } from '../collation/passageIndex';
import type { VersionMatch } from '../collation/versions';
import type { ArticleCopies } from './articleCopies';
import type { Statement, StatementMember } from './corpusTypes';
import { namedSourcesOf } from './namedSources';
import type { SegmentIndex } from './segmentIndex';

/** What a statement needs besides the index: the corpus-wide identity of an article's speaker. */
export type SpeakerLookup = (articleId: number, name: string) => { readonly id: string; readonly name: string } | null;

/**
 * Makes a statement of matches. `asked` (a passage id) comes first; the others by outlet, date, place.
 * Null where fewer than two articles take part.
 */
export function buildStatement(
  matches: readonly VersionMatch[],
  asked: number | null,
  index: SegmentIndex,
  speakerOf: SpeakerLookup,
  copies: ArticleCopies,
): Statement | null {
  const members: { member: StatementMember; view: PassageView }[] = [];
  for (const { passage, score, grade } of matches) {
    const view = index.passage(passage);
    const article = view && index.record(view.article.id);
    if (view === undefined || article === undefined) continue;
    const quote = mainQuote(view);
    members.push({
      view,
      member: {
        ...index.passageSpan(passage),
        article,
        role: view.role,
        kind: quote?.kind ?? null,
        speaker: quote?.speaker == null ? null : speakerOf(view.article.id, quote.speaker),
        score,
        grade,
        copies: noCopies,
      },
    });
  }
  members.sort(
    (a, b) => Number(b.view.id === asked) - Number(a.view.id === asked) || compareMembers(a.member, b.member),
  );
  const first = members[0];
  if (first === undefined || members.every(({ view }) => view.article.id === first.view.article.id)) return null;
  const namedSources = namedSourcesOf(
    members.map(({ member, view }) => ({ view, outlet: member.article.outlet })),
    index,
  );
  const original = chooseOriginal(
    members.map(({ member, view }, k) => ({
      outlet: member.article.outlet,
      date: member.article.date,
      genre: member.article.genre,
      credit: member.article.credit,
      kind: member.kind,
      words: quotedWords(view).map((word) => index.vocabulary.word(word)),
      namedSources: namedSources[k] ?? [],
    })),
  );
  const plain = members.map(({ member, view }, at) => ({
    ...member,
    copies: copiesOf(
      members.map((other) => other.view.article.id),
      at,
      view.article.id,
      copies,
    ),
  }));
  return { id: statementId(plain), speaker: commonSpeaker(plain), original, members: plain };
}

const noCopies: readonly number[] = [];

/** Statements with more versions than this are formulas; who copies whom is not asked. */
const maxCompared = 60;

/** Positions of the members whose articles print the same text as the member at `at`. */
function copiesOf(articles: readonly number[], at: number, article: number, copies: ArticleCopies): readonly number[] {
  if (articles.length > maxCompared) return noCopies;
  const found = articles.flatMap((other, position) =>
    position !== at && copies.areCopies(article, other) ? [position] : [],
  );
  return found.length === 0 ? noCopies : found;
}

/** The words of a passage that are quoted in marks, or all of them: who said it is no part of what was said. */
function quotedWords(view: PassageView): number[] {
  const direct = view.quotes.filter(({ kind }) => kind === 'direct');
  const quoted = Array.from(view.words).filter((_, i) => direct.some(({ from, to }) => from <= i && i < to));
  return quoted.length > 0 ? quoted : Array.from(view.words);
}

/** The quote that covers most words of a passage. */
export function mainQuote(view: PassageView): PassageView['quotes'][number] | undefined {
  let best: PassageView['quotes'][number] | undefined;
  for (const quote of view.quotes) if (best === undefined || quote.to - quote.from > best.to - best.from) best = quote;
  return best;
}

/** By outlet, date, file and place; unknown outlets and dates last. */
export function compareMembers(a: StatementMember, b: StatementMember): number {
  return (
    compareOptional(a.article.outlet, b.article.outlet) ||
    compareOptional(a.article.date, b.article.date) ||
    compareStrings(a.article.uri, b.article.uri) ||
    a.start - b.start
  );
}

function compareOptional(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareStrings(a, b);
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function statementId(members: readonly StatementMember[]): string {
  const places = members.map(({ article, start }) => `${article.uri}#${start}`).sort();
  return hashText(places[0] ?? '').toString(36);
}

function commonSpeaker(members: readonly StatementMember[]): Statement['speaker'] {
  const counts = new Map<string, number>();
  for (const { speaker } of members) if (speaker !== null) counts.set(speaker.id, (counts.get(speaker.id) ?? 0) + 1);
  let best: Statement['speaker'] = null;
  for (const { speaker } of members)
    if (speaker !== null && (best === null || counts.get(speaker.id)! > counts.get(best.id)!)) best = speaker;
  return best;
}
