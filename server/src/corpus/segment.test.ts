import assert from 'node:assert/strict';
import type { Article } from '../text/article';
import { unpackFactPlace } from '../text/factPlace';
import { TokenFlag, tokenise } from '../text/tokens';
import type { AnalysedFile } from './analyseFile';
import { Segment } from './segment';
import { SegmentBuilder } from './segmentBuilder';
import { SegmentIndex } from './segmentIndex';
import { WordInterner } from './wordInterner';
import { WordTable } from './wordTable';

const text = 'Bridge to open\n\n"We will open it, all of it," Mayor Ada Dorn said in Ostholm. Nobody objected.';

function analysed(): AnalysedFile {
  const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
  const fact = (value: string) => ({ value, span: null, evidence: 'text' }) as const;
  const article: Article = {
    index: 0,
    start: 0,
    end: text.length,
    headline: fact('Bridge to open'),
    outlet: fact('Ostholm Herald'),
    date: fact('2031-04-05'),
    dateline: null,
    byline: null,
    credit: fact('Nordwire ✉'),
    url: null,
    language: 'en',
    genre: 'report',
    paragraphs: [at(text.slice(16))],
    passages: [
      { ...at('Bridge to open'), paragraph: -1, role: 'headline' },
      { ...at('"We will open it, all of it," Mayor Ada Dorn said in Ostholm.'), paragraph: 0, role: 'lede' },
      { ...at('Nobody objected.'), paragraph: 0, role: 'body' },
    ],
    boilerplate: [],
  };
  const speaker = {
    name: 'Ada Dorn',
    kind: 'person',
    aliases: ['Mayor Dorn'],
    title: 'Mayor',
    introduced: at('Ada Dorn'),
    isFullName: true,
  } as const;
  const quote = {
    kind: 'direct',
    mode: 'said',
    source: [],
    cue: [],
    content: [at('"We will open it, all of it,"')],
    speaker: 0,
    via: null,
    confidence: 1,
  } as const;
  const extraction = {
    quotes: [quote],
    speakers: [speaker],
    mentions: [],
    marked: [at('We will open it, all of it,')],
    notes: [],
  };
  return { text, boilerplate: [], notes: [], articles: [{ article, extraction }] };
}

function build() {
  const interner = new WordInterner();
  const words = new WordTable();
  const builder = new SegmentBuilder(interner);
  const state = { mtimeMs: 1234.5, size: 99, textHash: 2 ** 52 + 1, contextHash: 7 };
  builder.addFile('file:///a/b.txt', 'b.txt', state, analysed());
  interner.resolveWith(words);
  return { segment: new Segment(builder.finish()), words, state };
}

describe('Segment', () => {
  it('gives back what was put in', () => {
    const { segment, state } = build();
    assert.equal(segment.fileUri(0), 'file:///a/b.txt');
    assert.equal(segment.filePath(0), 'b.txt');
    assert.deepEqual(segment.fileState(0), state);
    const { headline, outlet, date, byline, credit, language, genre, factPlaces, quoteCount } = segment.article(0);
    assert.deepEqual(
      [
        headline,
        outlet,
        date,
        byline,
        credit,
        language,
        genre,
        unpackFactPlace(factPlaces, 'outlet'),
        unpackFactPlace(factPlaces, 'byline'),
        quoteCount,
      ],
      ['Bridge to open', 'Ostholm Herald', '2031-04-05', null, 'Nordwire ✉', 'en', 'report', 'header', null, 1],
    );
    const [speaker] = segment.speakers(0);
    assert.deepEqual(speaker, analysed().articles[0]!.extraction.speakers[0]);
    const [quote] = segment.quotes(0);
    assert.deepEqual(quote?.content, analysed().articles[0]!.extraction.quotes[0]!.content);
    assert.equal(quote?.speaker, 0);
  });

  it('serves passages, frequencies and postings', () => {
    const { segment, words } = build();
    const index = new SegmentIndex(words);
    const mounted = index.mount(segment);
    const view = index.passage(1)!;
    const spelled = Array.from(view.words, (word) => words.word(word));
    assert.deepEqual(spelled, tokenise(text, index.passageSpan(1)).words);
    assert.equal(view.flags[spelled.indexOf('ada')], 1);
    assert.deepEqual(view.quotes, [
      { kind: 'direct', mode: 'said', speaker: 'Ada Dorn', isFullName: true, from: 0, to: 7 },
    ]);
    const isFlagged = (word: string, flag: number) => (view.flags[spelled.indexOf(word)]! & flag) !== 0;
    assert.ok(isFlagged('we', TokenFlag.MarkedFirst) && !isFlagged('will', TokenFlag.MarkedFirst));
    assert.equal(
      Array.from(view.flags).findIndex((flag) => (flag & TokenFlag.MarkedLast) !== 0),
      6,
    );
    const open = words.stem(words.find('open'));
    assert.deepEqual([...index.postings(open)], [0, 1]);
    assert.equal(index.passageFrequency(open), 2);
    assert.equal(index.articleFrequency(open), 1);
    index.kill({ mounted, file: 0 });
    assert.deepEqual([index.passageFrequency(open), index.articleFrequency(open), index.quoteCount], [0, 0, 0]);
    assert.equal(index.passage(1), undefined);
    index.revive({ mounted, file: 0 });
    assert.deepEqual([index.passageFrequency(open), index.articleFrequency(open), index.quoteCount], [2, 1, 1]);
  });

  it('knows on which lines its places lie', () => {
    const { segment } = build();
    assert.deepEqual(segment.lineStarts(0), [0, 15, 16]);
  });

  it('tells a damaged buffer', () => {
    const { segment } = build();
    const bytes = new Uint8Array(segment.buffer.slice(0) as unknown as ArrayBuffer);
    for (const at of [0, 5, 40, bytes.length >> 1, bytes.length - 9]) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x10;
      assert.throws(() => new Segment(damaged.buffer), `byte ${at}`);
    }
    assert.throws(() => new Segment(bytes.slice(0, 64).buffer));
    assert.ok(new Segment(bytes.slice().buffer));
  });
});
