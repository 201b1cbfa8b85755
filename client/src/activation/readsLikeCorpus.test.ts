import assert from 'node:assert/strict';
import { readsLikeArticle, readsLikeCorpus, type FolderSample } from './readsLikeCorpus';

const english = `Bridge to reopen in spring, mayor says
Harbour Gazette
2024-03-04

PORT ELLERY, March 4 -- The old harbour bridge will reopen in spring after two years of repairs, Mayor Lena Ortiz said on Monday.

"We kept our word, and the town kept its patience," Ortiz told reporters at the quay. "Now we can walk across again." The council voted nine to two for the last part of the money, which comes from the region's road fund and a private gift.
`;
const german = `Brücke öffnet im Frühjahr

Die alte Hafenbrücke wird nach zwei Jahren Bauzeit im Frühjahr wieder geöffnet, sagte Bürgermeisterin Lena Ortiz am Montag vor der Presse am Kai der Stadt.

„Wir haben Wort gehalten, und die Stadt hatte Geduld“, sagte sie. Der Rat stimmte mit neun zu zwei Stimmen für den letzten Teil der Mittel, die aus dem Straßenfonds der Region und aus einer privaten Spende kommen.
`;
const chinese = `海港大桥将于春天重新开放

海港城三月四日电 市长王丽娜星期一表示，经过两年的维修，海港大桥将于今年春天重新开放，市民又可以步行过桥了。“我们遵守了诺言，市民也很有耐心，现在我们又可以走过这座桥了。”她对记者说。市议会以九票对二票通过了最后一笔经费，这笔钱来自地区道路基金和一笔私人捐款，工程将在两个星期之内全部完成。市议会的发言人还说，通车的那一天将会有一个小小的仪式，欢迎所有市民参加。
`;

function folder(files: Record<string, string>): FolderSample {
  const paths = Object.keys(files);
  return {
    rootNames: [...new Set(paths.map((path) => path.split('/')[0] ?? ''))],
    paths,
    texts: paths.filter((path) => /\.(txt|md|html)$/.test(path)).map((path) => ({ path, head: files[path] ?? '' })),
  };
}

function check(files: Record<string, string>, expected: boolean): void {
  const decision = readsLikeCorpus(folder(files));
  assert.equal(decision.isCorpus, expected, decision.reason);
}

describe('readsLikeArticle', () => {
  it('knows reports in several scripts', () => {
    for (const text of [english, german, chinese]) assert.ok(readsLikeArticle(text), text.slice(0, 40));
  });

  it('refuses lists, logs, code, tables and binaries', () => {
    const requirements = Array.from({ length: 60 }, (_, index) => `package-${index}==1.${index}.0`).join('\n');
    const log = Array.from(
      { length: 60 },
      (_, i) => `2024-03-04 10:00:${i} INFO worker ${i} said: "connection closed by the peer"`,
    ).join('\n');
    const code = Array.from(
      { length: 60 },
      () => 'const answer = compute({ a: 1, b: "a rather long string" }); // said.',
    ).join('\n');
    for (const text of [requirements, log, code, `${english}\0`, '', 'a'])
      assert.ok(!readsLikeArticle(text), text.slice(0, 60));
  });
});

describe('readsLikeCorpus', () => {
  it('takes a folder of articles, also in sub-folders', () => {
    check({ 'a.txt': english, 'b.txt': german }, true);
    check({ 'herald/a.txt': english, 'post/b.txt': chinese, 'notes.txt': 'buy milk' }, true);
  });

  it('leaves software alone, requirements.txt or not', () => {
    check({ 'requirements.txt': 'numpy==1.26', 'main.py': '' }, false);
    check({ 'package.json': '{}', 'samples/a.txt': english }, false);
    check({ 'main.py': '', 'util.py': '', 'lib/x.py': '', 'data/a.txt': english }, false);
    check({ 'LICENSE.txt': english, 'README.md': english }, false);
  });

  it('takes any folder with a variorum.json', () => {
    check({ 'variorum.json': '{}', 'package.json': '{}' }, true);
  });

  it('leaves empty folders and folders of notes alone', () => {
    check({}, false);
    check({ 'a.txt': 'milk, bread', 'b.txt': 'call Anna' }, false);
  });

  it('is linear on hostile text', () => {
    const hostile = `${'"'.repeat(100_000)}\n${'“a'.repeat(50_000)}\n${'A '.repeat(50_000)}`;
    const start = performance.now();
    readsLikeArticle(hostile.slice(0, 6000));
    readsLikeArticle(hostile);
    assert.ok(performance.now() - start < 3000);
  });
});
