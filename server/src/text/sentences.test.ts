import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oddText } from '../../../test/oddText';
import { maxSentenceLength, splitSentences } from './sentences';

/** Checks that `marked` splits just where it has a `¦`. */
function checkSplit(marked: string, language = 'en'): void {
  const text = marked.replace(/¦/g, '');
  const expected = marked.split('¦').map((sentence) => sentence.trim());
  const found = splitSentences(text, { start: 0, end: text.length }, language).map(({ start, end }) =>
    text.slice(start, end),
  );
  assert.deepEqual(found, expected);
}

describe('splitSentences', () => {
  it('knows titles, initials and ranks', () => {
    checkSplit('Mr. Ode met Gov. J. B. Tanner and Lt. Col. Ada Moss at St. Olaf.¦ Nobody spoke.');
    checkSplit('SEN. OTTO VALE: I yield.¦ It is late.');
    checkSplit('They elected Carl T. Binder Jr. as treasurer.¦ He is 41.');
  });

  it('tells the end of a sentence from an abbreviation by the word that follows', () => {
    checkSplit(
      'The talks with the U.S. failed.¦ They moved to the U.S.¦ The mayor of Lindow, D.C. lawyers and the U.N. Security Council agreed.',
    );
    checkSplit('It opened at 9 a.m. Monday and closed at 6 p.m.¦ Police were called at 10 p.m. EST.');
    checkSplit('Harbour Inc. shares rose.¦ Shares of Quay Corp.¦ But they fell on Jan. 7 and in Feb. 2021.');
    checkSplit('He lives at No. 7.¦ She said no.¦ Others came in 1994.¦ Then it rained.');
    checkSplit('They need food, water etc.¦ The rest can wait.');
  });

  it('closes marks with the sentence', () => {
    checkSplit('“We will rebuild.” ¦“When?” asked a man.¦ “Soon.”');
    checkSplit('"It is late." ¦"It is," he said.¦ (Nobody laughed.)¦ The end.');
    checkSplit('He called it “a disaster.”¦ The council disagreed.');
    checkSplit('"Go home." said the mayor.¦ They went.');
  });

  it('keeps a short clause that names the speaker with the quote before it', () => {
    checkSplit('“Do we have a plan?” Mayor Ortiz asked.¦ Nobody had.');
    checkSplit('“The wall will hold.” He said.');
    checkSplit('“The wall will hold.”¦ He said the pumps would hold, too.');
    checkSplit('“Stop!” Gov. Ada Reyes said in an interview.¦ They stopped.');
  });

  it('reads ellipses, lost spaces and odd ends', () => {
    checkSplit('I saw the ... the thing.¦ It was big...¦ Then it went.');
    checkSplit('He waited ....¦ Nobody came.');
    checkSplit('The gate was opened.¦Then the water came.');
    checkSplit('He said Friday morning.¦"The deal is dead," he added.');
    checkSplit('See lindow.example and version 2.5 of J.B. Moss.');
    checkSplit('Is this it?!¦ It is. .');
    checkSplit('Their cooperation. 2 countries.');
    checkSplit('He said that “[…] Nobody” came.');
    checkSplit('The text says so.[12]¦ Others deny it.');
  });

  it('reads German', () => {
    checkSplit('Am 8. Januar kam Dr. Vogt, z. B. mit dem Zug.¦ Das 19. Jahrhundert war anders.¦ 2021 endete es.', 'de');
    checkSplit('„Wir bauen wieder auf.“¦ „Wann?“, fragte ein Mann.¦ Das Spiel endete 2:1.¦ Danach regnete es.', 'de');
    checkSplit('Ludwig XIV. Saal und die Nr. 7.¦ Das kostet ca. 3,5 Mio. Kronen.', 'de');
  });

  it('reads Russian, Spanish and French', () => {
    checkSplit(
      'Мэр А. В. Петров прибыл в г. Лиссен.¦ Он сказал: «Мы восстановим мост».¦ Это было в 2021 г.¦ Потом пошёл дождь.',
      'ru',
    );
    checkSplit('El Sr. Tello llegó.¦ «¿Cuándo?», preguntó una mujer.¦ ¡Basta!¦ Los EE. UU. callaron.', 'es');
    checkSplit('M. Roche est arrivé.¦ « Nous reconstruirons. »¦ Il a plu.', 'fr');
  });

  it('reads Chinese', () => {
    checkSplit('市长说：“我们会重建。”¦他没有说什么时候。¦“为什么？”有人问。¦会议结束了！', 'zh');
  });

  it('cuts a run that never ends, at a space where there is one', () => {
    const words = 'word '.repeat(4000);
    const cuts = splitSentences(words, { start: 0, end: words.length }, 'en');
    assert.ok(cuts.length >= 4 && cuts.every(({ start, end }) => end - start <= maxSentenceLength + 10));
    const solid = 'x'.repeat(50_000);
    assert.ok(
      splitSentences(solid, { start: 0, end: solid.length }, null).every(
        ({ start, end }) => end - start <= 2 * maxSentenceLength,
      ),
    );
  });

  it('gives trimmed, ordered, disjoint spans that leave out only white space, for any text', () => {
    fc.assert(
      fc.property(oddText, fc.constantFrom('en', 'de', 'zh', null), (text, language) => {
        let at = 0;
        for (const { start, end } of splitSentences(text, { start: 0, end: text.length }, language)) {
          assert.ok(start >= at && end > start && end <= text.length);
          assert.match(text.slice(at, start), /^[\s\p{C}\u2000-\u206f\ufffc]*$/u);
          assert.equal(text.slice(start, end).trim(), text.slice(start, end));
          at = end;
        }
        assert.match(text.slice(at), /^[\s\p{C}\u2000-\u206f\ufffc]*$/u);
      }),
    );
  });
});
