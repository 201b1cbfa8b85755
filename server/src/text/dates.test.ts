import assert from 'node:assert/strict';
import { findDate } from './dates';

function checkDate(line: string, iso: string | null, words?: string): void {
  const found = findDate(line, { start: 0, end: line.length });
  assert.equal(found?.iso ?? null, iso, line);
  if (words !== undefined) assert.equal(line.slice(found!.start, found!.end), words);
}

describe('findDate', () => {
  it('reads the forms that headers use', () => {
    checkDate('Published: Jan 10, 2022 03:49 PM', '2022-01-10T15:49', 'Jan 10, 2022 03:49 PM');
    checkDate('2022-01-11 14:10', '2022-01-11T14:10');
    checkDate('2022-01-07 20:58:12', '2022-01-07T20:58:12');
    checkDate('10:19, January 09, 2022', '2022-01-09T10:19', '10:19, January 09, 2022');
    checkDate('JANUARY 8, 2022', '2022-01-08');
    checkDate('Sept. 3rd, 2019', '2019-09-03');
    checkDate('3 September 2019', '2019-09-03');
    checkDate('2021-05-04T10:00:00Z', '2021-05-04T10:00:00Z');
    checkDate('2021-05-04 10:00 +0300', '2021-05-04T10:00+03:00');
    checkDate('Updated 4:05 p.m. EST March 3, 2020', '2020-03-03T16:05-05:00');
    checkDate('23/07/2018', '2018-07-23');
    checkDate('07/23/2018', '2018-07-23');
    checkDate('7/23/18', '2018-07-23');
  });

  it('reads other languages', () => {
    checkDate('8. Januar 2022, 18.30 Uhr', '2022-01-08T18:30');
    checkDate('08.01.2022', '2022-01-08');
    checkDate('le 1er mars 2021 à 14h30', '2021-03-01T14:30');
    checkDate('3 de febrero de 2021', '2021-02-03');
    checkDate('7 января 2022, 15:04 МСК', '2022-01-07T15:04+03:00');
    checkDate('2022年1月7日 20:58', '2022-01-07T20:58');
  });

  it('leaves alone what no calendar or reader can settle', () => {
    checkDate('05/06/2021', null);
    checkDate('5/6/21', null);
    checkDate('24/10/16', null);
    checkDate('February 30, 2021', null);
    checkDate('In 2021 the mayor', null);
    checkDate('version 1.2.2021-3', null);
  });
});
