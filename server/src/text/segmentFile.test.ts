import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oddText } from '../../../test/oddText';
import { defaultCorpusSettings, type Article, type CorpusSettings, type MetadataRow } from './article';
import { readableText } from './reading';
import { maxSegmentedLength, segmentFile } from './segmentFile';
import { contains } from './span';

interface Options {
  readonly path?: string;
  readonly metadata?: MetadataRow;
  readonly settings?: Partial<CorpusSettings>;
}

function segment(text: string, { path = 'a.txt', metadata, settings }: Options = {}) {
  const context = { path, metadata: metadata ?? null, settings: { ...defaultCorpusSettings, ...settings } };
  return segmentFile(text, context);
}

const factNames = ['headline', 'outlet', 'date', 'dateline', 'byline', 'credit', 'url'] as const;

/** The facts of an article that are known. */
function factsOf(article: Article): Record<string, string> {
  return Object.fromEntries(
    factNames.flatMap((name) => (article[name] === null ? [] : [[name, article[name].value] as const])),
  );
}

function checkFacts(text: string, expected: Record<string, string>, options?: Options): Article {
  const { articles } = segment(text, options);
  assert.equal(articles.length, 1, 'one article');
  assert.deepEqual(factsOf(articles[0]!), expected);
  return articles[0]!;
}

function bodyOf(text: string, article: Article, path = 'a.txt'): string[] {
  const readable = readableText(text, path);
  return article.passages
    .filter(({ role }) => role !== 'headline')
    .map(({ start, end }) =>
      readable
        .slice(start, end)
        .replace(/\u200b/g, '')
        .replace(/\s+/g, ' '),
    );
}

const bodyA =
  'The council of Lindow voted on Tuesday to rebuild the old harbour wall, which had broken in the storm of last winter. Work starts in May.';
const bodyB =
  '“We have waited long enough,” said Ada Moss, who has chaired the harbour committee since the spring of 2019. Nobody objected.';

describe('segmentFile', () => {
  it('reads title, outlet, date and body', () => {
    const article = checkFacts(
      `Lindow to rebuild its wall\nThe Quay Observer (Web)\n2021-03-03\n\n${bodyA}\n\n${bodyB}`,
      {
        headline: 'Lindow to rebuild its wall',
        outlet: 'The Quay Observer (Web)',
        date: '2021-03-03',
      },
    );
    assert.deepEqual(
      article.passages.map(({ role, paragraph }) => `${role} ${paragraph}`),
      ['headline -1', 'lede 0', 'lede 0', 'body 1', 'body 1'],
    );
    assert.equal(article.language, 'en');
  });

  it('reads a wire report: dateline and credit, no outlet without evidence', () => {
    const article = checkFacts(`Lindow to rebuild its wall\n\nLINDOW, March 3 (NQA) -- ${bodyA}\n\n${bodyB} ■\n`, {
      headline: 'Lindow to rebuild its wall',
      dateline: 'LINDOW, March 3',
      credit: 'NQA',
    });
    assert.equal(article.date, null);
    assert.equal(article.passages.at(-1)!.end, article.end - 2);
  });

  it('takes the outlet from a line of its own at the end, in brackets before the date, or behind it', () => {
    checkFacts(`Lindow to rebuild its wall\nPublished: Mar 3, 2021 03:49 PM\n\n${bodyA}\n\n${bodyB}\n\nHarbour Times`, {
      headline: 'Lindow to rebuild its wall',
      outlet: 'Harbour Times',
      date: '2021-03-03T15:49',
    });
    checkFacts(
      ` date 2021-03-03 Lindow to rebuild its wall\n\n(Quay Daily) 10:19, March 03, 2021\n\nCouncil votes for works in May\n\n${bodyA}`,
      {
        headline: 'Lindow to rebuild its wall',
        outlet: 'Quay Daily',
        date: '2021-03-03T10:19',
      },
    );
    checkFacts(`Lindow to rebuild its wall\n3 March 2021 | Quay Daily\n\n${bodyA}`, {
      headline: 'Lindow to rebuild its wall',
      outlet: 'Quay Daily',
      date: '2021-03-03',
    });
  });

  it('reads the headers of web pages: site behind the title, facts between bars, a section above', () => {
    checkFacts(
      `World\nLindow votes to rebuild its harbour wall | Harbour Post\nBy Ada Moss | 3 March 2021 | 14:05\n\n${bodyA}`,
      {
        headline: 'Lindow votes to rebuild its harbour wall',
        outlet: 'Harbour Post',
        date: '2021-03-03',
        byline: 'Ada Moss',
      },
    );
    checkFacts(`Lindow to rebuild its wall\nHarbour Post, Wednesday, 3 March 2021\n\n${bodyA}`, {
      headline: 'Lindow to rebuild its wall',
      outlet: 'Harbour Post',
      date: '2021-03-03',
    });
    checkFacts(`Wall - and what it costs\nAda Moss, 3 March 2021\n\n${bodyA}`, {
      headline: 'Wall - and what it costs',
      date: '2021-03-03',
      byline: 'Ada Moss',
    });
  });

  it('reads several labels in one line', () => {
    checkFacts(
      '林多将重建海堤\n2021-03-03 20:58:12　来源：新海网　责任编辑：王小明\n\n林多市议会星期二投票决定重建去年冬天被风暴冲毁的旧海堤，工程将于五月开始。没有人反对。',
      {
        headline: '林多将重建海堤',
        date: '2021-03-03T20:58:12',
        credit: '新海网',
      },
    );
    checkFacts(`Lindow to rebuild its wall\nSource: NQA Published: 3 March 2021 Editor: am\n\n${bodyA}`, {
      headline: 'Lindow to rebuild its wall',
      date: '2021-03-03',
      credit: 'NQA',
    });
  });

  it('reads hostile texts in time', () => {
    const many = [
      '"',
      '“',
      '. ',
      '{{',
      '}}',
      '(',
      'Mr. ',
      '<!--',
      '-----\n',
      'a\n\n',
      '" he said. "',
      '。”',
      '[a](',
      '3 March 2021\n',
    ];
    for (const piece of many) {
      for (const path of ['a.txt', 'a.md', 'a.html']) segment(piece.repeat(30_000 / piece.length), { path });
    }
    for (const piece of ['<', '<a ', '<!--', '&amp', '<p>', '<nav>'])
      segment(piece.repeat(30_000 / piece.length), { path: 'a.html' });
  });

  it('does not take a person, a deck or a heading for an outlet', () => {
    const article = checkFacts(
      `Lindow to rebuild its wall\nBy Ada Moss\nMarch 3, 2021\n\nA decision after two years of talks\n\n${bodyA}\n\nWhat comes next\n\n${bodyB}`,
      {
        headline: 'Lindow to rebuild its wall',
        byline: 'Ada Moss',
        date: '2021-03-03',
      },
    );
    assert.deepEqual(article.passages.filter(({ role }) => role === 'subhead').length, 2);
  });

  it('reads labelled lines', () => {
    checkFacts(
      `Title: Lindow to rebuild its wall\nSource: NQA\nAuthor: Ada Moss\nDate: 3 March 2021\nURL: https://quay.example/wall\n\n${bodyA}`,
      {
        headline: 'Lindow to rebuild its wall',
        credit: 'NQA',
        byline: 'Ada Moss',
        date: '2021-03-03',
        url: 'https://quay.example/wall',
      },
    );
  });

  it('has no headline where the text begins at once', () => {
    checkFacts(` date 2021-03-03 \n\n\n${bodyA}\n\n${bodyB}`, { date: '2021-03-03' });
    checkFacts(bodyA, {});
  });

  it('divides a thread at the furniture between its posts and finds the headline above the first', () => {
    const furniture = 'Old hand\nHome town\nPosts: 12';
    const text = `Latest Thread\n\nLindow to rebuild its harbour wall\n\n\n${furniture}\nLindow to rebuild its harbour wall\nSource: NQA\n\n2021-03-03 20:58:12\nLINDOW, March 3 (NQA) -- ${bodyA}\n\n\n\n${furniture.replace('12', '1,300')}\nMessage of the mayor to the people of Lindow and of the villages on the coast: the sea wall will be rebuilt before the winter comes\nMARCH 4, 2021\n\nMARCH 4, 2021\n\n${bodyB}\n\nTop Bottom`;
    const { articles, boilerplate } = segment(text);
    assert.deepEqual(articles.map(factsOf), [
      {
        headline: 'Lindow to rebuild its harbour wall',
        outlet: 'NQA',
        date: '2021-03-03T20:58:12',
        dateline: 'LINDOW, March 3',
        credit: 'NQA',
      },
      {
        headline:
          'Message of the mayor to the people of Lindow and of the villages on the coast: the sea wall will be rebuilt before the winter comes',
        date: '2021-03-04',
      },
    ]);
    const shown = articles
      .flatMap((article) => article.boilerplate)
      .concat(boilerplate)
      .map(({ start, end }) => text.slice(start, end));
    for (const words of ['Latest Thread', 'Old hand', 'Posts: 1,300', 'MARCH 4, 2021', 'Top Bottom'])
      assert.ok(shown.includes(words), words);
    assert.equal(articles[0]!.passages[0]!.start, text.indexOf('Lindow to'));
  });

  it('divides a digest at its rules and a list of reports at their headers', () => {
    const one = `Lindow to rebuild its wall\nThe Quay Observer\n3 March 2021\n\n${bodyA}`;
    const two = `Harbour committee is pleased\nCapital Gazette\n4 March 2021\n\n${bodyB}`;
    for (const text of [`Morning digest\n\n-----\n\n${one}\n\n-----\n\n${two}\n\n-----\n`, `${one}\n\n${two}`]) {
      const { articles } = segment(text);
      assert.deepEqual(
        articles.map(({ outlet }) => outlet?.value),
        ['The Quay Observer', 'Capital Gazette'],
      );
      assert.deepEqual(
        articles.map(({ index }) => index),
        [0, 1],
      );
    }
  });

  it('divides at a single line that recurs before each post, and at headlines set apart', () => {
    const posts = [
      `Lindow to rebuild its wall\n3 March 2021\n\n${bodyA}`,
      `Harbour committee is pleased with it\n4 March 2021\n\n${bodyB}`,
    ];
    for (const text of [
      posts.map((post) => `Registered user\n\n${post}`).join('\n\n'),
      posts.map((post) => post.replace('\n', '\n\n').replace('wall', 'old wall')).join('\n\n\n'),
    ]) {
      assert.deepEqual(
        segment(text).articles.map(({ date }) => date?.value),
        ['2021-03-03', '2021-03-04'],
        text,
      );
    }
  });

  it('leaves a report with rules and a chronology whole', () => {
    assert.equal(segment(`Lindow to rebuild its wall\n\n${bodyA}\n\n* * *\n\n${bodyB}`).articles.length, 1);
    assert.equal(
      segment(`How it came about\n\nMarch 3, 2021\n\n${bodyA}\n\nMarch 4, 2021\n\n${bodyB}`).articles.length,
      1,
    );
  });

  it('sets menus, share links, related headlines and template residue apart', () => {
    const text = `Contact Us Links 中文\nHOME\u00a0>\u00a0Lindow News\nLindow to rebuild its wall\n2021-03-03 14:10\n\n${bodyA} {{^ member}} {{/ member}}\n\nShare this article\n\nThe wall {{x}} is old and low, and it has been patched too often.\n\nRead also\nMayor opens fish market\nFerry late again\n\n${bodyB}\n\n[Suggest to a Friend] [Print]\n`;
    const article = checkFacts(text, { headline: 'Lindow to rebuild its wall', date: '2021-03-03T14:10' });
    assert.deepEqual(bodyOf(text, article), [
      ...bodyA.split(/(?<=winter\.) /),
      'The wall is old and low, and it has been patched too often.',
      ...bodyB.split(/(?<=2019\.) /),
    ]);
  });

  it('lets the settings name boilerplate and outlets', () => {
    const settings = {
      boilerplate: ['^Our reporters'],
      outlets: [{ name: 'The Quay Observer', aliases: ['QO'], paths: ['observer/**'] }],
    };
    const text = `Lindow to rebuild its wall\n2021-03-03\n\n${bodyA}\n\nOur reporters are everywhere.`;
    const article = checkFacts(
      text,
      { headline: 'Lindow to rebuild its wall', outlet: 'The Quay Observer', date: '2021-03-03' },
      { path: 'observer/x/1.txt', settings },
    );
    assert.equal(article.outlet!.evidence, 'settings');
    assert.equal(article.passages.length, 3);
    checkFacts(
      `Lindow to rebuild its wall\nQO\n2021-03-03\n\n${bodyA}`,
      { headline: 'Lindow to rebuild its wall', outlet: 'The Quay Observer', date: '2021-03-03' },
      { settings },
    );
  });

  it('believes metadata.csv before front matter before the text before the path', () => {
    const text = `---\ntitle: "From the front"\ndate: 2021-03-04\n---\n\n# From the text\n\n${bodyA}`;
    const article = checkFacts(
      text,
      { headline: 'From the front', date: '2021-03-05', outlet: 'Sheet' },
      { path: '2021/03/06/a.md', metadata: { date: '2021-03-05', outlet: 'Sheet' } },
    );
    assert.deepEqual(
      [article.headline!.evidence, article.date!.evidence, article.date!.span],
      ['frontMatter', 'metadata', null],
    );
    assert.equal(text.slice(article.headline!.span!.start, article.headline!.span!.end), 'From the front');
    assert.equal(text.slice(article.passages[0]!.start, article.passages[0]!.end), 'From the text');
    const byPath = checkFacts(bodyA, { date: '2021-03-06' }, { path: 'x/2021/03/06/a.txt' });
    assert.equal(byPath.date!.evidence, 'path');
  });

  it('reads HTML at the offsets of the page', () => {
    const text = `<!DOCTYPE html><html><head><title>x</title><meta property="og:site_name" content="Quay &amp; Son"><script>var a = "<p>";</script></head>\n<body><nav>Home <b>News</b></nav><h1>Lindow to rebuild</h1>\n<p>The wall is <em>old</em>\nand low, and it has been patched&nbsp;often.</p><p>&ldquo;It won&rsquo;t hold,&rdquo; said <a href="/m">Ada Moss</a>. &ldquo;Never.&rdquo;</p><footer>Imprint</footer></body></html>`;
    const article = checkFacts(text, { headline: 'Lindow to rebuild', outlet: 'Quay & Son' }, { path: 'a.html' });
    assert.deepEqual(bodyOf(text, article, 'a.html'), [
      'The wall is old and low, and it has been patched often.',
      '“It won’t hold,” said Ada Moss .',
      '“Never.”',
    ]);
    const readable = readableText(text, 'a.html');
    assert.equal(readable.length, text.length);
    assert.deepEqual(
      [...readable.matchAll(/\n/g)].map(({ index }) => index),
      [...text.matchAll(/\n/g)].map(({ index }) => index),
    );
  });

  it('tells transcripts, communiqués and opinion from reports', () => {
    const transcript = `Briefing of the mayor\nCity of Lindow\n2021-03-03\n\nMS. MOSS: Good morning. The wall will be rebuilt, as I said last week.\n\nQUESTION: When?\n\nMS. MOSS: In May.`;
    assert.equal(segment(transcript).articles[0]!.genre, 'transcript');
    assert.equal(segment(`Joint statement of Lindow and Quay\n\n${bodyA}`).articles[0]!.genre, 'communique');
    const released = (title: string) => `For Immediate Release\n\n${title}\n\n${bodyA}`;
    assert.equal(segment(released('Remarks of the Mayor at the Quay')).articles[0]!.genre, 'transcript');
    assert.equal(segment(released('New rules for the harbour')).articles[0]!.genre, 'communique');
    assert.equal(segment(`Opinion\nA wall is not a policy\n\n${bodyA}`).articles[0]!.genre, 'opinion');
    assert.equal(segment(`Lindow to rebuild its wall\n\n${bodyA}`).articles[0]!.genre, 'report');
  });

  it('joins hard-wrapped lines', () => {
    const wrapped = `${bodyA} ${bodyB}`.replace(/(.{50,65}) /g, '$1\n');
    const { articles } = segment(`Lindow to rebuild its wall\n\n${wrapped}\n\n${wrapped}`);
    assert.equal(articles[0]!.paragraphs.length, 2);
    assert.equal(articles[0]!.passages.length, 9);
  });

  it('has nothing to say of nothing', () => {
    assert.deepEqual(segment(''), { articles: [], boilerplate: [], notes: [] });
    assert.deepEqual(segment(' \n\u00a0\n').articles, []);
  });

  it('reads a bounded part of a huge file and says so', () => {
    const { articles, notes } = segment(`${bodyA}${' '.repeat(maxSegmentedLength)}${bodyB}`);
    assert.ok(articles[0]!.end <= maxSegmentedLength && notes.length === 1);
  });

  it('keeps every span within the text, in order and apart, whatever the text', () => {
    fc.assert(
      fc.property(oddText, fc.constantFrom('a.txt', 'a.md', 'a.html'), (text, path) => {
        const { articles, boilerplate } = segment(text, { path });
        const whole = { start: 0, end: text.length };
        assert.equal(readableText(text, path).length, text.length);
        let before = 0;
        for (const article of articles) {
          assert.ok(contains(whole, article) && article.start >= before && article.end > article.start);
          before = article.end;
          checkOrdered(article.paragraphs, article);
          checkOrdered(
            article.passages.filter(({ role }) => role !== 'headline'),
            article,
          );
          checkOrdered(article.boilerplate, article);
          for (const passage of article.passages) {
            assert.ok(contains(article, passage));
            if (passage.paragraph >= 0) assert.ok(contains(article.paragraphs[passage.paragraph]!, passage));
          }
          for (const name of factNames) if (article[name]?.span) assert.ok(contains(article, article[name].span));
        }
        checkOrdered(boilerplate, whole);
        for (const span of boilerplate)
          assert.ok(articles.every(({ start, end }) => span.end <= start || span.start >= end));
      }),
      { numRuns: 300 },
    );
  });
});

function checkOrdered(spans: readonly { start: number; end: number }[], within: { start: number; end: number }): void {
  let at = within.start;
  for (const { start, end } of spans) {
    assert.ok(start >= at && end > start && end <= within.end, `${start}–${end} after ${at}`);
    at = end;
  }
}
