import assert from 'node:assert/strict';
import { defaultCorpusSettings } from './article';
import { segmentFile } from './segmentFile';

function check(text: string, path: string, expected: (string | null)[][], bodies: string[]): void {
  const { articles } = segmentFile(text, { path, metadata: null, settings: defaultCorpusSettings });
  assert.deepEqual(
    articles.map(({ outlet, date, headline, byline }) =>
      [outlet, date, headline, byline].map((fact) => fact?.value ?? null),
    ),
    expected,
  );
  assert.deepEqual(
    articles.map(({ passages }) =>
      text.slice(passages.find(({ role }) => role === 'lede')!.start, passages.at(-1)!.end).replace(/\s+/g, ' '),
    ),
    bodies,
  );
}

const wall = 'The council of Lindow voted on Tuesday\r\nto rebuild the old harbour wall. Work starts in May.';

describe('readExport', () => {
  it('divides a LexisNexis export', () => {
    check(
      `Download Request: Selected Items: 1-2\r\n\r\n                 1 of 2 DOCUMENTS\r\n\r\n\r\n            The Quay (London)\r\n\r\n          March 3, 2021 Wednesday\r\n               Edition 1;\r\n               Scotland\r\n\r\nLindow to rebuild\r\nits wall\r\n\r\nBYLINE: By Ada Moss\r\n\r\nLENGTH: 12 words\r\n\r\n${wall}\r\n\r\nLOAD-DATE: March 4, 2021\r\n\r\nLANGUAGE: ENGLISH\r\n\r\n       Copyright 2021 Quay Ltd.\r\n           All Rights Reserved\r\n\r\n                 2 of 2 DOCUMENTS\r\n\r\n            Harbour Post\r\n\r\n          March 4, 2021\r\n\r\nNobody objects\r\n\r\nLENGTH: 9 words\r\n\r\nNobody objected on Wednesday.\r\n\r\nLANGUAGE: ENGLISH\r\n`,
      'export.txt',
      [
        ['The Quay (London)', '2021-03-03', 'Lindow to rebuild its wall', 'Ada Moss'],
        ['Harbour Post', '2021-03-04', 'Nobody objects', null],
      ],
      [wall.replace('\r\n', ' '), 'Nobody objected on Wednesday.'],
    );
  });

  it('divides a Factiva export, plain or as a table of a page', () => {
    const rows = [
      ['HD', 'Lindow to rebuild its wall'],
      ['WC', '12 words'],
      ['PD', '3 March 2021'],
      ['SN', 'The Quay'],
      ['LA', 'English'],
      ['LP', 'The council of Lindow voted.'],
      ['TD', 'Work starts in May.'],
      ['NS', 'gcat : General'],
      ['AN', 'Document QUAY1'],
    ];
    const facts = [['The Quay', '2021-03-03', 'Lindow to rebuild its wall', null]];
    const plain = rows.map(([code, value]) => `${code}    ${value}`).join('\n');
    check(plain, 'factiva.txt', facts, ['The council of Lindow voted. TD Work starts in May.']);
    const page = `<html><body><table>${rows.map(([code, value]) => `<tr><td><b>${code}</b></td><td><p>${value}</p></td></tr>`).join('')}</table></body></html>`;
    const { articles } = segmentFile(page, { path: 'factiva.html', metadata: null, settings: defaultCorpusSettings });
    assert.deepEqual(
      articles.map(({ outlet, date, passages }) => [outlet?.value, date?.value, passages.length]),
      [['The Quay', '2021-03-03', 3]],
    );
  });

  it('divides a Europresse export', () => {
    const tail =
      '© 2021 Quai. Tous droits réservés.\nNuméro de document : news·20210303·Q·1\nCe certificat est émis à\nUniversité\nà des fins de visualisation personnelle et temporaire.\n';
    check(
      `Le Quai\nPolitique, mercredi 3 mars 2021, p. 4\n\nLe mur sera reconstruit\nAda Moss\n\nLe conseil de Lindow a voté mardi.\n${tail}Le Port\njeudi 4 mars 2021\n\nPersonne ne proteste\n\nPersonne n'a protesté mercredi.\n${tail}`,
      'europresse.txt',
      [
        ['Le Quai', '2021-03-03', 'Le mur sera reconstruit', 'Ada Moss'],
        ['Le Port', '2021-03-04', 'Personne ne proteste', null],
      ],
      ['Le conseil de Lindow a voté mardi.', "Personne n'a protesté mercredi."],
    );
  });
});
