import type { Description } from './description';
import type { Figure } from './figure';
import type { Title } from './speakerLexicon';
import type { Stage } from './stage';

/** A person by office, occupation, age or party. */
export function findByRole(stage: Stage, description: Description, sentence: number): Figure | null {
  const { head, modifiers } = description;
  const title = titleOfDescription(stage, description);
  const age = /^(\d{1,3})-year-old$/.exec(head)?.[1] ?? null;
  const role = title?.role ?? head;
  const isGeneric = age !== null || stage.lexicon.nouns('generic').has(head) || stage.lexicon.nouns('party').has(head);
  const qualifiers = qualifiersOf(stage, modifiers);
  let best: Figure | null = null;
  let bestScore = 0;
  let bearers = 0;
  let isToldApart = false;
  const seen = new Set<Figure>();
  for (let i = stage.appearances.length - 1; i >= Math.max(0, stage.appearances.length - maxLookBack); i--) {
    const { figure, sentence: where, at, role: part } = stage.appearances[i]!;
    if (seen.has(figure) || figure.kind !== 'person' || !figure.isCertain || at >= description.start) continue;
    seen.add(figure);
    if (title?.gender && figure.gender !== null && title.gender !== figure.gender) continue;
    const near = sentence - where;
    const isLast = stage.lastSpeaker?.figure === figure && near <= 4;
    let score = 0;
    if ((figure.roles.has(role) || figure.roles.has(head)) && !isOtherLeader(description, qualifiers, figure))
      score = 4;
    else if (age !== null && figure.age === age) score = 6;
    else if (isDescribedSo(figure, description)) score = 4;
    else if (
      isGeneric &&
      (figure.age === null || age === null) &&
      near <= 3 &&
      part !== 'quoted' &&
      part !== 'possessive'
    ) {
      score = isLast ? 2 : part === 'subject' && near <= 1 ? 1.5 : 0;
    }
    const isParty = stage.lexicon.nouns('party').has(head);
    if (isDescribedSo(figure, description) && score > 0) score = 5;
    else if (
      figure.title === null &&
      !figure.isFullName &&
      figure.nameCount === 0 &&
      (figure.name.toLowerCase().split(' ').pop() !== head || modifiers.length > 0)
    ) {
      // Somebody who is only described ("one lawmaker") is not whoever else is described.
      score = Math.min(score, modifiers.length > 0 ? 0 : 1);
    }
    if (score <= 1.5 && isParty && qualifiers.some((word) => figure.qualifiers.has(word))) score = 3;
    if (score === 0) continue;
    if (contradictNations(stage, qualifiers, figure)) continue;
    if (contradictPlaces(stage, qualifiers, figure)) continue;
    const titleWords = figure.title?.toLowerCase().split(' ') ?? [];
    const fits =
      qualifiers.some((word) => figure.qualifiers.has(word)) || modifiers.some((word) => titleWords.includes(word));
    if (fits) score += 2;
    if (score >= 4 && figure.nameCount > 0) bearers++;
    score += Math.max(0, 1 - near / 10) + (isLast ? 1 : 0);
    if (score > bestScore) {
      best = figure;
      bestScore = score;
      isToldApart = fits;
    }
  }
  // "the Velden-backed president" where two presidents are on the scene: nothing that is known decides.
  if (bearers > 1 && !isToldApart && modifiers.some((word) => word.includes('-') && !isGeneric)) return null;
  if (best === null && age !== null) return onlyPersonNear(stage, description, sentence);
  if (best !== null || isGeneric) return best;
  const last = stage.lastPerson;
  if (
    last !== null &&
    sentence - last.sentence <= 1 &&
    last.figure.isFullName &&
    title !== undefined &&
    !somebodyIs(stage, role)
  ) {
    // "Ann Roe … said. The former governor said": another word for the speaker of the sentence before.
    const isOther = title.gender !== null && last.figure.gender !== null && title.gender !== last.figure.gender;
    if (
      !isOther &&
      !isOtherLeader(description, qualifiers, last.figure) &&
      !contradictPlaces(stage, qualifiers, last.figure)
    )
      return last.figure;
  }
  if (qualifiers.length === 0) return null;
  // Not met yet: "the former Ohio governor" before Ann Roe is named, where office and place fit one person only.
  const later = stage.cast.figures
    .slice(0, maxFiguresAsked)
    .filter(
      (figure) =>
        figure.kind === 'person' && figure.roles.has(role) && qualifiers.some((word) => figure.qualifiers.has(word)),
    );
  return later.length === 1 ? (later[0] ?? null) : null;
}

/** "the donor" for "one big donor", "the dam official" for "a Velden dam official" who was met before. */
function isDescribedSo({ nameCount, name }: Figure, { head, modifiers }: Description): boolean {
  return nameCount === 0 && name.toLowerCase().endsWith(` ${[...modifiers, head].join(' ')}`);
}

/** "the 21-year-old" whose age nothing tells: the one person who was named in the two sentences before. */
function onlyPersonNear(stage: Stage, description: Description, sentence: number): Figure | null {
  let only: Figure | null = null;
  for (let i = stage.appearances.length - 1; i >= Math.max(0, stage.appearances.length - 20); i--) {
    const { figure, sentence: where, at, role } = stage.appearances[i]!;
    if (at >= description.start || figure.kind !== 'person' || role === 'quoted') continue;
    if (sentence - where > 2) break;
    if (!figure.isFullName || figure.age !== null || (only !== null && only !== figure)) return null;
    only = figure;
  }
  return only;
}

/** Presidents are leaders, but "the Democratic leader", "the leader of a committee" is rather somebody else. */
function isOtherLeader(
  { head, modifiers, fullEnd, end }: Description,
  qualifiers: readonly string[],
  { title }: Figure,
): boolean {
  if (head !== 'leader' || /leader/i.test(title ?? '')) return false;
  return fullEnd > end || modifiers.length > qualifiers.length || qualifiers.length === 0;
}

function titleOfDescription(stage: Stage, { head, modifiers }: Description): Title | undefined {
  const { titles } = stage.lexicon;
  const before = modifiers[modifiers.length - 1];
  return (before === undefined ? undefined : titles.get(`${before} ${head}`)) ?? titles.get(head);
}

/** The modifiers that say of which nation, party or place somebody is. */
function qualifiersOf({ lexicon }: Stage, modifiers: readonly string[]): string[] {
  const nationalities = lexicon.words('nationality');
  const parties = lexicon.words('party');
  return modifiers.filter((word) => nationalities.has(word) || parties.has(word) || lexicon.places.has(word));
}

/**
 * "Judge orders release", "A federal judge on Friday …" at the head of a report: the one person whom the report goes on to
 * name with that office. Null further down, and where several bear it.
 */
export function bearerToCome(stage: Stage, description: Description, sentence: number): Figure | null {
  if (sentence >= headSentences) return null;
  const { head, modifiers } = description;
  const title = titleOfDescription(stage, description);
  if (title === undefined || title.isHonorific || stage.lexicon.nouns('generic').has(head)) return null;
  const qualifiers = qualifiersOf(stage, modifiers);
  const bearers = stage.cast.figures
    .slice(0, maxFiguresAsked)
    .filter(
      (figure) => figure.kind === 'person' && figure.isCertain && figure.nameCount > 0 && figure.roles.has(title.role),
    );
  const fitting =
    bearers.length > 1 ? bearers.filter((figure) => qualifiers.some((word) => figure.qualifiers.has(word))) : bearers;
  const [bearer] = fitting;
  if (bearer === undefined || fitting.length > 1 || isOtherLeader(description, qualifiers, bearer)) return null;
  if (contradictPlaces(stage, qualifiers, bearer) || contradictNations(stage, qualifiers, bearer)) return null;
  return title.gender !== null && bearer.gender !== null && title.gender !== bearer.gender ? null : bearer;
}

/** How many passages the headline and the first sentences are, in which people are called by what they are. */
const headSentences = 3;

function somebodyIs(stage: Stage, role: string): boolean {
  return stage.cast.figures
    .slice(0, maxFiguresAsked)
    .some((figure) => figure.kind === 'person' && figure.roles.has(role));
}

/** "the Veldish president" is not the president of Tarn. */
function contradictNations({ lexicon }: Stage, qualifiers: readonly string[], figure: Figure): boolean {
  const nationalities = lexicon.words('nationality');
  const asked = qualifiers.flatMap((word) => [word, (lexicon.places.get(word) ?? '').toLowerCase()]);
  const askedNations = asked.filter((word) => nationalities.has(word));
  if (askedNations.length === 0) return false;
  const known = [...figure.qualifiers].filter((word) => nationalities.has(word));
  return known.length > 0 && !askedNations.some((word) => known.includes(word));
}

/** "the California Democrat" is nobody who is of another state. */
function contradictPlaces(stage: Stage, qualifiers: readonly string[], figure: Figure): boolean {
  const isPlace = (word: string) => ['state', 'city'].includes(stage.lexicon.places.get(word) ?? '');
  const asked = qualifiers.filter(isPlace);
  const known = [...figure.qualifiers].filter(isPlace);
  return asked.length > 0 && known.length > 0 && !asked.some((word) => known.includes(word));
}

/** An article with more figures is a list; asking all of them for each description would not be linear. */
const maxFiguresAsked = 300;
/** How many appearances back a description may reach. */
const maxLookBack = 120;
