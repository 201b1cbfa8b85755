import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ArticleSpeaker, SpeakerKind } from '../quotation/quoteTypes';
import { byPlace, SpeakerRegistry, type RegisteredArticle } from './speakerRegistry';

/** A speaker from its name; `?` marks a short form. */
function speaker(form: string, kind: SpeakerKind = 'person'): ArticleSpeaker {
  const name = form.replace(/\?$/, '');
  return { name, kind, aliases: [], title: null, introduced: null, isFullName: !form.endsWith('?') };
}

function article(uri: string, date: string | null, ...speakers: (string | ArticleSpeaker)[]): RegisteredArticle {
  const all = speakers.map((one) => (typeof one === 'string' ? speaker(one) : one));
  return { uri, index: 0, date, speakers: all, quoteCounts: all.map(() => 1) };
}

function registryOf(
  articles: readonly RegisteredArticle[],
  settings: ConstructorParameters<typeof SpeakerRegistry>[0] = [],
) {
  const registry = new SpeakerRegistry(settings);
  for (const one of articles) registry.add(one);
  return registry;
}

/** The id of each article's first speaker. */
function ids(registry: SpeakerRegistry, articles: readonly RegisteredArticle[]): (string | undefined)[] {
  return articles.map(({ uri }) => registry.speakerOf(uri, 0, 0)?.id);
}

const names = [
  'Lin Mei',
  'Lin Weiguo',
  'Lin?',
  'Mei?',
  'John A. Roe',
  'John Roe',
  'J. Roe',
  'Roe?',
  'Roe John',
  'NUHW',
  'National Union of Harbour Workers',
  'the union?',
  'Kassym Bektayev',
  'Qasym Beqtaev',
  'Bektaev?',
  '',
];
const dates = [null, '2030-05-01', '2030-05-06', '2030-05-12', '2031-01-01'];
interface SomeArticle {
  readonly uri: string;
  readonly date: string | null;
  readonly names: string[];
  readonly quoteCount: number;
}

const someArticles: fc.Arbitrary<SomeArticle[]> = fc.array(
  fc.record({
    uri: fc.constantFrom('a/1', 'a/2', 'a/3', 'b/4', 'b/5', 'b/6', 'b/7'),
    date: fc.constantFrom(...dates),
    names: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
    quoteCount: fc.nat(2),
  }),
  { maxLength: 14 },
);

function isSame(registry: SpeakerRegistry, kept: ReadonlyMap<string, RegisteredArticle>): void {
  const rebuilt = registryOf([...kept.values()].reverse());
  assert.deepEqual(registry.speakers(), rebuilt.speakers());
  for (const { id } of rebuilt.speakers()) {
    const places = rebuilt.placesOf(id);
    assert.deepEqual(registry.placesOf(id), places);
    const nearest = [...registry.placesByDay(id, 22_040)];
    assert.deepEqual(nearest, [...rebuilt.placesByDay(id, 22_040)]);
    assert.deepEqual(nearest.sort(byPlace), places);
  }
}

/** Adds articles to a registry, replacing and removing; gives what is in it then. */
function follow(registry: SpeakerRegistry, steps: readonly SomeArticle[], kept: Map<string, RegisteredArticle>): void {
  for (const { uri, date, names: own, quoteCount } of steps) {
    if (own.length === 0) {
      registry.remove(uri);
      kept.delete(uri);
    } else {
      const one = { ...article(uri, date, ...own), quoteCounts: own.map((_, at) => quoteCount + at) };
      registry.add(one);
      kept.set(uri, one);
    }
  }
}

function last<T>(steps: Generator<null, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe('SpeakerRegistry', () => {
  it('ties spelling variants into one speaker', () => {
    const articles = [
      article('a/1', '2030-05-01', 'Qasym-Zhomart Beqtaev'),
      article('a/2', '2030-05-09', 'Kassym-Jomart Bektayev'),
      article('a/3', null, 'Kassym-Jomart Bektayev'),
    ];
    const registry = registryOf(articles);
    assert.equal(new Set(ids(registry, articles)).size, 1);
    const [record] = registry.speakers();
    assert.equal(record?.quoteCount, 3);
    assert.equal(record?.articleCount, 3);
    assert.equal(registry.speakers().length, 1);
    assert.deepEqual(
      registry.placesOf(record?.id ?? '').map(({ uri }) => uri),
      ['a/1', 'a/2', 'a/3'],
    );
  });

  it('gives ids that are slugs of the name', () => {
    const articles = [article('a/1', null, 'Lin Weiguo')];
    assert.deepEqual(ids(registryOf(articles), articles), ['lin-weiguo']);
  });

  it('completes a surname from a neighbouring article only', () => {
    const near = article('a/1', '2030-05-01', 'Mira Kovač');
    const short = article('a/2', '2030-05-03', 'Kovač?');
    const far = article('b/3', '2031-05-03', 'Kovač?');
    const registry = registryOf([near, short, far]);
    assert.equal(registry.speakerOf('a/2', 0, 0)?.name, 'Mira Kovač');
    assert.equal(registry.speakerOf('b/3', 0, 0)?.name, 'Kovač');
    assert.notEqual(registry.speakerOf('b/3', 0, 0)?.id, 'mira-kovac');
    assert.deepEqual(
      registry.placesOf('mira-kovac').map(({ uri }) => uri),
      ['a/1', 'a/2'],
    );
  });

  it('keeps an ambiguous surname apart', () => {
    const articles = [
      article('a/1', '2030-05-03', 'Lin?'),
      article('a/2', '2030-05-01', 'Lin Mei'),
      article('a/3', '2030-05-02', 'Lin Weiguo'),
    ];
    const registry = registryOf(articles);
    assert.equal(new Set(ids(registry, articles)).size, 3);
    assert.equal(registry.speakerOf('a/1', 0, 0)?.name, 'Lin');
    registry.remove('a/3');
    assert.equal(registry.speakerOf('a/1', 0, 0)?.name, 'Lin Mei');
  });

  it('ties equal surnames of neighbouring articles, but never bare descriptions', () => {
    const articles = [
      article('a/1', '2030-05-01', 'Okafor?', 'the witness?'),
      article('a/2', '2030-05-02', 'Okafor?', 'the witness?'),
      article('a/3', '2030-08-02', 'Okafor?'),
    ];
    const registry = registryOf(articles);
    const [first, second, third] = ids(registry, articles);
    assert.equal(first, second);
    assert.notEqual(first, third);
    assert.notEqual(registry.speakerOf('a/1', 0, 1)?.id, registry.speakerOf('a/2', 0, 1)?.id);
  });

  it('leaves a name alone that fits two people', () => {
    const articles = [
      article('a/1', null, 'John A. Roe'),
      article('a/2', null, 'John B. Roe'),
      article('a/3', null, 'John Roe'),
    ];
    assert.deepEqual(ids(registryOf(articles), articles), ['john-a-roe', 'john-b-roe', 'john-roe']);
  });

  it('ties a body to its acronym', () => {
    const articles = [
      article('a/1', null, speaker('National Union of Harbour Workers', 'body')),
      article('a/2', null, speaker('NUHW', 'body')),
    ];
    const registry = registryOf(articles);
    assert.equal(new Set(ids(registry, articles)).size, 1);
    assert.equal(registry.speakers()[0]?.kind, 'body');
  });

  it('follows the settings: merges, renames, and keeps apart what they list apart', () => {
    const articles = [
      article('a/1', null, 'Ben Harrow'),
      article('a/2', null, 'Benjamin Harrow'),
      article('a/3', null, 'The Duke?'),
    ];
    const merged = registryOf(articles, [{ name: 'Sir Ben Harrow', aliases: ['Benjamin Harrow', 'The Duke'] }]);
    assert.deepEqual(
      articles.map(({ uri }) => merged.speakerOf(uri, 0, 0)?.name),
      ['Sir Ben Harrow', 'Sir Ben Harrow', 'Sir Ben Harrow'],
    );
    const split = registryOf(articles, [
      { name: 'Ben Harrow', aliases: [] },
      { name: 'Benjamin Harrow', aliases: [] },
    ]);
    assert.deepEqual(ids(split, articles.slice(0, 2)), ['ben-harrow', 'benjamin-harrow']);
  });

  it('answers the same whatever was added and removed before', () => {
    fc.assert(
      fc.property(someArticles, fc.infiniteStream(fc.boolean()), (steps, queries) => {
        const registry = new SpeakerRegistry([]);
        const kept = new Map<string, RegisteredArticle>();
        for (const step of steps) {
          follow(registry, [step], kept);
          if (queries.next().value === true) registry.speakers();
        }
        isSame(registry, kept);
      }),
      { numRuns: 300 },
    );
  });

  it('knows the same once it was kept and restored, without files that are gone, and follows changes then', () => {
    fc.assert(
      fc.property(someArticles, someArticles, fc.constantFrom('', 'a/1', 'b/5'), (before, after, gone) => {
        const registry = new SpeakerRegistry([]);
        const kept = new Map<string, RegisteredArticle>();
        follow(registry, before, kept);
        const uris = [...kept.keys(), gone];
        const columns = last(registry.columns((uri) => uris.indexOf(uri)));
        assert.ok(columns);
        const restored = last(
          SpeakerRegistry.restore(columns, [], (file) => (uris[file] === gone ? null : uris[file]!)),
        );
        kept.delete(gone);
        isSame(restored, kept);
        follow(restored, after, kept);
        isSame(restored, kept);
      }),
      { numRuns: 200 },
    );
  });

  it('gives places from a day on to both sides, or from the earliest on, undated ones last', () => {
    const dates = ['2030-05-20', null, '2030-05-01', '2030-06-30', '2030-05-11'];
    const registry = registryOf(dates.map((date, at) => article(`a/${at}`, date, 'Lin Mei')));
    const near = (day: string | null) =>
      Array.from(registry.placesByDay('lin-mei', day === null ? null : Date.parse(day) / 86_400_000), ({ uri }) =>
        uri.slice(2),
      ).join('');
    assert.equal(near('2030-05-12'), '40231');
    assert.equal(near(null), '24031');
  });

  it('counts anew, and nothing else, where only the numbers of quotes changed', () => {
    const registry = registryOf([
      article('a/1', '2030-05-01', 'Lin Mei'),
      article('a/2', '2030-05-02', 'Lin?', 'Jo Roe'),
    ]);
    assert.equal(registry.byId('lin-mei')?.quoteCount, 2);
    registry.add({ ...article('a/2', '2030-05-02', 'Lin?', 'Jo Roe'), quoteCounts: [5, 0] });
    assert.equal(registry.byId('lin-mei')?.quoteCount, 6);
    assert.equal(registry.byId('jo-roe')?.quoteCount, 0);
  });

  it('counts every quote once', () => {
    const articles = ['x/1', 'x/2', 'x/3'].map((uri) => article(uri, null, 'Roe?', 'John Roe Senior?', 'Lin Mei'));
    const registry = registryOf(articles);
    const total = registry.speakers().reduce((sum, { quoteCount }) => sum + quoteCount, 0);
    assert.equal(total, 9);
  });
});
