import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Article, Passage } from '../../text/article';
import type { Span } from '../../text/span';
import type { RawQuote } from '../rawQuote';
import { resolveSpeakers, type SpeakerResolution } from './resolveSpeakers';

/** An article whose paragraphs are lines and whose sentences are parted by "|"; `[words=Speaker]` marks a source. */
function articleOf(marked: string): { text: string; article: Article; quotes: RawQuote[]; expected: string[] } {
  let text = '';
  const paragraphs: Span[] = [];
  const passages: Passage[] = [];
  const sources: (Span & { expected: string; sentence: number })[] = [];
  marked
    .trim()
    .split(/\n\s*/)
    .forEach((line, paragraph) => {
      const paragraphStart = text.length;
      for (const sentence of line.split('|')) {
        const start = text.length;
        for (const part of sentence.trim().split(/(\[[^\]]*\])/)) {
          const source = /^\[(.*)=(.*)\]$/.exec(part);
          if (source === null) {
            text += part;
            continue;
          }
          const from = text.length;
          text += source[1];
          sources.push({ start: from, end: text.length, expected: source[2]!, sentence: passages.length });
        }
        passages.push({ start, end: text.length, paragraph, role: 'body' });
        text += ' ';
      }
      paragraphs.push({ start: paragraphStart, end: text.length - 1 });
      text = `${text.trimEnd()}\n`;
    });
  const article = { start: 0, end: text.length, index: 0, paragraphs, passages, language: 'en' } as unknown as Article;
  const quotes = sources.map(({ start, end, sentence }): RawQuote => {
    const passage = passages[sentence]!;
    const content = end < passage.end ? { start: end, end: passage.end } : { start: passage.start, end: start };
    const source = end > start ? [{ start, end }] : [];
    const kind = text[content.start] === '“' ? 'direct' : 'indirect';
    return { kind, mode: 'said', source, cue: [], content: [content], via: null, confidence: 1 };
  });
  return { text, article, quotes, expected: sources.map(({ expected }) => expected) };
}

function resolve(
  marked: string,
  speakers: { name: string; aliases: string[] }[] = [],
): SpeakerResolution & { text: string } {
  const { text, article, quotes } = articleOf(marked);
  return { ...resolveSpeakers(text, article, quotes, { speakers }, 'en'), text };
}

/** Checks that every source resolves to the speaker written behind its "="; "-" for nobody. */
function check(
  marked: string,
  speakers: { name: string; aliases: string[] }[] = [],
): SpeakerResolution & { text: string } {
  const { expected } = articleOf(marked);
  const resolution = resolve(marked, speakers);
  const names = resolution.speakerOf.map((index) => (index === null ? '-' : resolution.speakers[index]!.name));
  assert.deepEqual(names, expected);
  for (const { start, end } of resolution.mentions) assert.ok(start < end && end <= resolution.text.length);
  return resolution;
}

describe('resolveSpeakers', () => {
  it('names people in full, whatever form the source has', () => {
    const { speakers } = check(`
      [Harbour Ministry spokesperson Lin Weiguo=Lin Weiguo] said the port was open. | [Lin=Lin Weiguo] said more ships would come.
      [The spokesperson=Lin Weiguo] added that fees would fall. | [Mr. Lin=Lin Weiguo] thanked the crews.`);
    assert.equal(speakers.length, 1);
    assert.equal(speakers[0]?.title, 'Harbour Ministry spokesperson');
    assert.equal(speakers[0]?.isFullName, true);
  });

  it('finds the full name also after the surname', () => {
    check(`[Okafor=Adaeze Okafor] says the dam holds. | Adaeze Okafor has run the works for years.`);
  });

  it('keeps two people of one surname apart', () => {
    check(`
      Senator Paul Harrow met Governor Nancy Harrow on Monday. | [Sen. Harrow=Paul Harrow] said the talks went well.
      [Gov. Harrow=Nancy Harrow] said they did not. | [Ms. Harrow=Nancy Harrow] left early.`);
  });

  it('resolves pronouns by gender, role and who spoke last', () => {
    check(`
      Mayor Ann Petrov met Judge Karl Brandt on Monday. | [She=Ann Petrov] said the court would stay. | [He=Karl Brandt] agreed that it must.
      [Brandt=Karl Brandt] said costs had risen since Petrov took office. | [He=Karl Brandt] said they would rise again.`);
  });

  it('lets a new subject overtake the last speaker', () => {
    check(`
      [Karl Brandt=Karl Brandt] said the court would stay. | It was built long ago.
      But Mayor Otto Lind is not convinced. | In a statement, [he=Otto Lind] said it should go.`);
  });

  it('gives no name where there is no evidence', () => {
    check(`The rain fell. | [He=-] said it was cold. | [no one=-] claimed the prize.`);
    check(`Mayor Ann Petrov left. | [He=-] said it was cold.`);
  });

  it('resolves roles, epithets and parties', () => {
    check(`
      [Rep. Jane Doyle of Ohio=Jane Doyle] said the bill would pass. | [The Ohio Democrat=Jane Doyle] said she had counted.
      Karl Brandt, 58, owns the mill. | [The 58-year-old=Karl Brandt] said he would sell it.`);
    check(`
      Veldish President Mira Kovač called Tarnian President Otto Lind. | [The Veldish president=Mira Kovač] said the talks were good.
      [The Tarnian president=Otto Lind] said so too.`);
  });

  it('prefers the name in an apposition to the description', () => {
    check(
      `[the legislator, Representative Carl Roe=Carl Roe] said so. | [Springfield's mayor, Ann Poe=Ann Poe] agreed that it was so.`,
    );
    check(`[A spokesman for Doe, Max Lind=Max Lind] said nothing had changed.`);
  });

  it('keeps descriptions that nobody bears', () => {
    const { speakers } = check(`
      [a spokesman for Doe=a spokesman for Doe] said so. | [Some sheriffs in border towns=sheriffs in border towns] say it is worse.
      [38 percent of drivers=38 percent of drivers] think so. | [Officials=officials] said little.`);
    assert.deepEqual(
      speakers.map(({ isFullName }) => isFullName),
      [false, false, false, false],
    );
    assert.equal(speakers[1]?.kind, 'group');
  });

  it('ties bodies to their acronyms and nouns', () => {
    const { speakers } = check(`
      [The National Union of Harbour Workers (NUHW)=National Union of Harbour Workers] said it would strike.
      [NUHW=National Union of Harbour Workers] wants more pay. | [The union=National Union of Harbour Workers] said talks had failed.
      [It=National Union of Harbour Workers] said so twice.`);
    assert.equal(speakers[0]?.kind, 'body');
  });

  it('takes several sources as one', () => {
    check(`
      [Velden and Tarn=Velden and Tarn] said the river was theirs. | [They=Velden and Tarn] said so in court. | [Tarn and Velden=Velden and Tarn] want damages.
      [Ann Roe and Max Lind=Ann Roe and Max Lind] said the same. | [The two states=Velden and Tarn] sued.`);
  });

  it('hears the authors through their documents', () => {
    check(`
      Velden and Tarn filed a lawsuit on Monday. | [The lawsuit=Velden and Tarn] says the river is theirs. | [The complaint=Velden and Tarn] asks for money.
      [The report=the report] says otherwise. | [Mr. Roe's statement=Roe] said nothing.`);
  });

  it('lets speech go on without a source', () => {
    check(`
      [Ann Roe=Ann Roe] said it was late. | [=Ann Roe]“We will go on,” the paper printed.
      Nothing more was said. | Rain fell.
      [=-]“Who says this?”`);
  });

  it('reads transcript labels, and leaves first persons outside marks to what goes on from speech', () => {
    check(`
      [MR. BRANDT=Brandt]: The road will be built.
      [Brandt=Brandt] said that this was urgent. | [We=-] believe that it can be done.`);
  });

  it('follows the settings', () => {
    const settings = [{ name: 'Mira Kovač', aliases: ['President Kovač', 'M. Kovacs'] }];
    check(`[President Kovač=Mira Kovač] said so. | [M. Kovacs=Mira Kovač] said more.`, settings);
  });

  it('lists where speakers are referred to', () => {
    const { text, mentions } = check(`
      Mayor Ann Petrov met Karl Brandt. | [She=Ann Petrov] said that Petrov would stay. | The mayor smiled.`);
    assert.deepEqual(
      mentions.map(({ start, end, form }) => `${form}: ${text.slice(start, end)}`),
      ['name: Ann Petrov', 'pronoun: She', 'name: Petrov'],
    );
  });

  it('never throws, and its spans lie in the text', () => {
    const words = fc.constantFrom(
      'Ann',
      'Roe',
      'Mr.',
      'he',
      'She',
      'the',
      'senator',
      'of',
      'and',
      ',',
      '“',
      '”',
      '(',
      'U.S.',
      'Ministry',
      "Roe's",
      '[x=y]',
      '[they=z]',
      '[the report=q]',
      '|',
      '\n',
      'said',
      '58',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const { text, mentions, speakerOf, speakers } = resolve(parts.join(' '));
        for (const { start, end } of mentions) assert.ok(0 <= start && start < end && end <= text.length);
        for (const index of speakerOf) assert.ok(index === null || speakers[index] !== undefined);
      }),
      { numRuns: 300 },
    );
  });

  it('ties relative clauses to the phrase before them', () => {
    check(`
      The Roe council acted on the advice of Mayor Ann Petrov, [who=Ann Petrov] said the dam was safe.
      Karl Brandt heard from green groups, [who=green groups] say the river is low.
      Karl Brandt spoke to Sheriff Otto Lind of Springfield, [who=Otto Lind] said so. | Karl Brandt called Blue Lantern Tours, [which=Blue Lantern Tours] says it is small.`);
  });

  it('reads offices that are held at or towards something', () => {
    check(`
      [Tarnian Ambassador to the United Nations Mary Okafor=Mary Okafor] told the council so. | [She=Mary Okafor] said it was late.`);
  });

  it('does not take one name for an apposition to a plural', () => {
    check(`[Lawyers for the prisoner, Karl Brandt,=lawyers for the prisoner] called it abuse.`);
  });

  it('names at the head of a report who bears an office further down', () => {
    check(`
      [Judge=Nancy Harrow] orders release of tapes
      [A federal judge=Nancy Harrow] on Friday ordered the release. | Lawyers had asked for it. | Nothing more is known.
      [U.S. District Judge Nancy Harrow=Nancy Harrow] wrote that it was time.`);
    check(`
      [A judge=a judge] ordered the release. | Judge Nancy Harrow and Judge Paul Brandt sat. | [A judge=a judge] said so.`);
  });

  it('keeps the presidents of two nations apart', () => {
    check(`
      South Korea's President Mark Lind spoke first. | [The US president=the US president] boasted. | [The South Korean president=Mark Lind] did not.`);
  });

  it('knows given names without their accents, and subjects behind a place', () => {
    check(`
      [Max Brandt=Max Brandt] said so. | In Mexico, Andrés Manuel Ibarra took over, though [he=Andrés Manuel Ibarra] said little.`);
  });

  it('hears whoever owns the words that a colon announces', () => {
    check(`
      Ann Petrov asked Karl Brandt about the dam. | She had waited long.
      [She=Ann Petrov] asked again. | His response: [=Karl Brandt]“It holds.”`);
  });

  it('keeps numbers whole and says of plurals no more than their words', () => {
    check(`Roe works at the Veterans Office. | [The 2,000 veterans who replied=2,000 veterans] said it was bad.`);
    check(
      `The Lake House and Hill Senate met. | [Both the Veldish and Tarnian governments=both the Veldish and Tarnian governments] said so.`,
    );
  });

  it('goes on from the sentence before where a passive names nobody, and where a quantity does', () => {
    check(`
      Farmers met in Velden on Monday. | [Many=many farmers] said the river was low.
      [Karl Brandt=Karl Brandt] said the dam holds. | The Harbour Union met. | [The group=Harbour Union] said nothing.`);
  });

  it('names one of several by the apposition, and keeps him apart from all of them', () => {
    check(`
      [One of the prosecutors, Steve Marlow,=Steve Marlow] said so. | [Col. Marlow=Steve Marlow] agreed.
      [One of the people=one of the people] said it was late. | [The people=people] said more.`);
  });

  it('hears whoever acts in "with Roe saying"', () => {
    check(`
      [Paul Harrow=Paul Harrow] said the plan stands. | Nothing came of it. | Rain fell.
      The candidates denied it, with nominee Karl Brandt saying it was odd. | [he=Karl Brandt] asked why.`);
  });

  it('keeps the capital of a weekday', () => {
    check(`[Friday's report=Friday's report] showed that fewer people work.`);
  });

  it('takes the noun with a source that was cut before it', () => {
    check(`[Blue Lantern=Blue Lantern organizers] organizers said it would rain.`);
  });

  it('stays linear on hostile text', () => {
    // What is read of quotes, paragraphs and sentences, whoever reads it.
    const readsOf = (count: number): number => {
      const marked = `${'[the report=x] and Ann Roe, Max Lind said '.repeat(count)}|${'[he=y] said. |'.repeat(count)}`;
      const { text, article, quotes } = articleOf(marked);
      let reads = 0;
      const counted = <T extends object>(value: T): T =>
        new Proxy(value, {
          get(target, key) {
            reads++;
            const field: unknown = Reflect.get(target, key);
            return typeof field === 'object' && field !== null ? counted(field) : field;
          },
        });
      resolveSpeakers(text, counted(article), counted(quotes), { speakers: [] }, 'en');
      return reads;
    };
    const small = readsOf(500);
    const large = readsOf(4000);
    // Eight times the text; searches by halving make it a little more.
    assert.ok(large < small * 14, `${small} reads, then ${large}`);
  });
});
