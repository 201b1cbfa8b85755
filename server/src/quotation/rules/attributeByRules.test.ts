import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Article } from '../../text/article';
import type { Span } from '../../text/span';
import { findDirectSpans } from '../findDirectSpans';
import { resolveSpeakers } from '../speakers/resolveSpeakers';
import { attributeByRules } from './attributeByRules';

/** An article of one sentence a line; an empty line starts a new paragraph. */
function articleOf(text: string, language: string): Article {
  const passages: (Span & { paragraph: number; role: 'body' })[] = [];
  const paragraphs: Span[] = [];
  let at = 0;
  for (const block of text.split('\n\n')) {
    const start = at;
    for (const line of block.split('\n')) {
      passages.push({ start: at, end: at + line.length, paragraph: paragraphs.length, role: 'body' });
      at += line.length + 1;
    }
    paragraphs.push({ start, end: at - 1 });
    at += 1;
  }
  return { start: 0, end: text.length, index: 0, headline: null, paragraphs, passages, language } as unknown as Article;
}

function attribute(text: string, language: string): string[] {
  const article = articleOf(text, language);
  const quotes = attributeByRules(text, article, findDirectSpans(text, article).spans, language);
  const { speakers, speakerOf } = resolveSpeakers(text, article, quotes, { speakers: [] }, language);
  const slice = (spans: readonly Span[]) => spans.map(({ start, end }) => text.slice(start, end)).join(' … ');
  return quotes.map((quote, i) => {
    const speaker = speakerOf[i] === null || speakerOf[i] === undefined ? '-' : speakers[speakerOf[i]]!.name;
    return `${quote.kind[0]} ${speaker} [${slice(quote.source)}] <${slice(quote.cue)}> ${slice(quote.content)}`;
  });
}

/** Checks kind, speaker, source, cue and content of every quote of a text. */
function check(language: string, text: string, ...expected: string[]): void {
  assert.deepEqual(attribute(text, language), expected);
}

describe('attributeByRules: German', () => {
  it('attributes direct speech before, behind and around the cue', () => {
    check(
      'de',
      '„Der Hafen bleibt offen“, sagte Bürgermeisterin Anke Petersen am Montag.',
      'd Anke Petersen [Bürgermeisterin Anke Petersen] <sagte> „Der Hafen bleibt offen“',
    );
    check(
      'de',
      'Der Sprecher erklärte: „Wir haben nichts zu verbergen.“',
      'd der Sprecher [Der Sprecher] <erklärte> „Wir haben nichts zu verbergen.“',
    );
    check(
      'de',
      '„Wir bauen“, betonte Petersen, „und zwar sofort.“',
      'd Petersen [Petersen] <betonte> „Wir bauen“ … „und zwar sofort.“',
    );
  });

  it('finds reported clauses with dass, with the subjunctive and with an infinitive', () => {
    check(
      'de',
      'Das Ministerium teilte am Abend mit, dass die Brücke gesperrt bleibt.',
      'i Ministerium [Das Ministerium] <teilte … mit> dass die Brücke gesperrt bleibt',
    );
    check(
      'de',
      'Anke Petersen sagte, die Lage sei ernst.',
      'i Anke Petersen [Anke Petersen] <sagte> die Lage sei ernst',
    );
    check(
      'de',
      'Die Partei kündigte an, gegen das Gesetz zu klagen.',
      'i Partei [Die Partei] <kündigte … an> gegen das Gesetz zu klagen',
    );
    check('de', 'Sie sagte, was sie wollte.', 'i - [Sie] <sagte> was sie wollte');
  });

  it('hears "laut", "nach Angaben", "zufolge", "wie … mitteilte" and "so"', () => {
    check('de', 'Laut Polizei gab es keine Verletzten.', 'i Polizei [Polizei] <Laut> gab es keine Verletzten');
    check(
      'de',
      'Nach Angaben der Feuerwehr brannte es zwei Stunden.',
      'i der Feuerwehr [der Feuerwehr] <Nach Angaben> brannte es zwei Stunden',
    );
    check('de', 'Medienberichten zufolge ist er krank.', 'i medienberichten [Medienberichten] <zufolge> ist er krank');
    check(
      'de',
      'Wie die Feuerwehr mitteilte, brannte es zwei Stunden.',
      'i die Feuerwehr [die Feuerwehr] <mitteilte> brannte es zwei Stunden',
    );
    check('de', 'Die Lage sei ernst, so Anke Petersen.', 'i Anke Petersen [Anke Petersen] <so> Die Lage sei ernst');
    check('de', 'Nach dem Spiel regnete es.');
  });

  it('goes on reporting in the subjunctive, and resolves pronouns', () => {
    check(
      'de',
      'Minister Karl Brandt sagte, der Damm halte.\nEr sei vor zehn Jahren gebaut worden.\nEr sagte, man könne ruhig schlafen.',
      'i Karl Brandt [Minister Karl Brandt] <sagte> der Damm halte',
      'i Karl Brandt [] <> Er sei vor zehn Jahren gebaut worden',
      'i Karl Brandt [Er] <sagte> man könne ruhig schlafen',
    );
  });

  it('takes the agent of a passive for the source and no other subject', () => {
    check(
      'de',
      'Von der Polizei wurde mitgeteilt, dass der Täter gefasst ist.',
      'i der Polizei [der Polizei] <wurde … mitgeteilt> dass der Täter gefasst ist',
    );
  });

  it('finds no speech in titles', () => {
    check('de', 'Der Film „Die lange Reise“ läuft heute.');
  });
});

describe('attributeByRules: Russian', () => {
  it('attributes direct and indirect speech', () => {
    check(
      'ru',
      '«Порт останется открытым», — сказала мэр города Анна Петрова.',
      'd Анна Петрова [мэр города Анна Петрова] <сказала> «Порт останется открытым»',
    );
    check(
      'ru',
      'Министр Иван Орлов заявил, что плотина выдержит.\nОн добавил, что паники нет.',
      'i Иван Орлов [Министр Иван Орлов] <заявил> что плотина выдержит',
      'i Иван Орлов [Он] <добавил> что паники нет',
    );
    check('ru', 'Паники нет, сообщает полиция.', 'i полиция [полиция] <сообщает> Паники нет');
  });

  it('hears "по словам" and knows the name in another case', () => {
    check(
      'ru',
      'Мэр Анна Петрова вернулась в город.\nПо словам Анны Петровой, порт останется открытым.',
      'i Анна Петрова [Анны Петровой] <По словам> порт останется открытым',
    );
  });
});

describe('attributeByRules: Spanish', () => {
  it('attributes direct and indirect speech', () => {
    check(
      'es',
      '«El puerto seguirá abierto», dijo la alcaldesa Ana Robledo.',
      'd Ana Robledo [la alcaldesa Ana Robledo] <dijo> «El puerto seguirá abierto»',
    );
    check(
      'es',
      'El ministro Juan Ortega afirmó que el dique resistirá.\nÉl añadió que no hay peligro.',
      'i Juan Ortega [El ministro Juan Ortega] <afirmó> que el dique resistirá',
      'i Juan Ortega [Él] <añadió> que no hay peligro',
    );
    check('es', 'Según la policía, no hubo heridos.', 'i la policía [la policía] <Según> no hubo heridos');
    check(
      'es',
      'El gobierno ha anunciado que cerrará la planta.',
      'i el gobierno [El gobierno] <ha … anunciado> que cerrará la planta',
    );
  });
});

describe('attributeByRules: French', () => {
  it('attributes direct and indirect speech', () => {
    check(
      'fr',
      '« Le port restera ouvert », a déclaré la maire Anne Robert.',
      'd Anne Robert [la maire Anne Robert] <a … déclaré> « Le port restera ouvert »',
    );
    check(
      'fr',
      "Le ministre Jean Morel affirme que la digue tiendra.\nIl a ajouté qu'il n'y a pas de danger.",
      'i Jean Morel [Le ministre Jean Morel] <affirme> que la digue tiendra',
      "i Jean Morel [Il] <a … ajouté> qu'il n'y a pas de danger",
    );
    check('fr', "Selon la police, il n'y a pas de blessés.", "i la police [la police] <Selon> il n'y a pas de blessés");
    check('fr', "D'après l'entreprise, tout va bien.", "i l'entreprise [l'entreprise] <D'après> tout va bien");
  });
});

describe('attributeByRules: Chinese', () => {
  it('attributes direct and indirect speech', () => {
    check('zh', '市长林卫国说：“港口将继续开放。”', 'd 林卫国 [市长林卫国] <说> “港口将继续开放。”');
    check(
      'zh',
      '外交部发言人林梅7日表示，中方愿意提供帮助。\n她强调，局势已经稳定。',
      'i 林梅 [外交部发言人林梅] <表示> 中方愿意提供帮助',
      'i 林梅 [她] <强调> 局势已经稳定',
    );
    check('zh', '“我们不会退让。”林卫国说。', 'd 林卫国 [林卫国] <说> “我们不会退让。”');
    check('zh', '据港口日报报道，大桥已经关闭。', 'i 港口日报 [港口日报] <据> 大桥已经关闭');
  });
});

describe('attributeByRules: any language', () => {
  it('finds what stands in quote marks where it knows no words', () => {
    check(
      'hu',
      'A polgármester így szólt: „A kikötő nyitva marad, és nyitva is fog maradni.”',
      'd - [] <> „A kikötő nyitva marad, és nyitva is fog maradni.”',
    );
  });

  it('never throws, and its spans slice to text', () => {
    const words = fc.constantFrom(
      'sagte',
      'der',
      'Sprecher',
      ',',
      'dass',
      ':',
      '„',
      '“',
      'laut',
      'nach',
      'Angaben',
      'so',
      'wie',
      'teilte',
      'mit',
      'dijo',
      'que',
      'según',
      'a',
      'déclaré',
      'selon',
      "d'après",
      'сказал',
      'что',
      'по',
      'словам',
      '说',
      '表示',
      '，',
      '。',
      '“',
      '”',
      '据',
      '报道',
      'Roe',
      '.',
      '\n',
      '\n\n',
      '-',
      '(',
      ')',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 40 }),
        fc.constantFrom('de', 'ru', 'es', 'fr', 'zh', 'xx'),
        (parts, language) => {
          const text = parts.join(language === 'zh' ? '' : ' ');
          const article = articleOf(text, language);
          const quotes = attributeByRules(text, article, findDirectSpans(text, article).spans, language);
          for (const { source, cue, content } of quotes) {
            assert.ok(content.length > 0);
            for (const { start, end } of [...source, ...cue, ...content])
              assert.ok(0 <= start && start < end && end <= text.length);
          }
          resolveSpeakers(text, article, quotes, { speakers: [] }, language);
        },
      ),
      { numRuns: 500 },
    );
  });

  // That time grows in proportion is measured by bench/hostileQuotes.ts.
  it('reads hostile text to its end', () => {
    for (const [language, piece, last] of [
      ['de', '„x“, sagte er, dass ', '„Das Wasser steigt weiter“, sagte Vogt.'],
      ['de', '„', '„Das Wasser steigt weiter“, sagte Vogt.'],
      ['de', 'sagte,\n', '„Das Wasser steigt weiter“, sagte Vogt.'],
      ['zh', '他说，', '王林说：“水位还在上涨。”'],
      ['zh', '据。说\n', '王林说：“水位还在上涨。”'],
      ['ru', 'сказал, что ', '«Вода ещё поднимается», — сказал Орлов.'],
    ] as const) {
      const text = `${piece.repeat(16_000)}\n${last}`;
      const article = articleOf(text, language);
      const { spans } = findDirectSpans(text, article);
      const quotes = attributeByRules(text, article, spans, language);
      const from = text.length - last.length;
      assert.ok(
        quotes.some(({ source, content }) => source.length > 0 && content[0]!.start >= from),
        `${language} ${piece}: the last quotation is attributed`,
      );
    }
  });
});
