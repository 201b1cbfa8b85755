import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oddText } from '../../../test/oddText';
import { detectLanguage } from './language';

function check(text: string, code: string | null): void {
  assert.equal(detectLanguage(text), code, text);
}

describe('detectLanguage', () => {
  it('tells languages by script and function words', () => {
    check('The mayor of Lindow said on Tuesday that the harbour wall would be rebuilt.', 'en');
    check('Der Bürgermeister sagte am Dienstag, dass die Mauer wieder aufgebaut werde.', 'de');
    check('Le maire de Lindow a déclaré mardi que le mur du port serait reconstruit.', 'fr');
    check('El alcalde de Lindow dijo el martes que el muro del puerto será reconstruido.', 'es');
    check('Мэр города заявил во вторник, что стена в порту будет восстановлена и что работы начнутся в мае.', 'ru');
    check('林多市议会星期二投票决定重建旧海堤，工程将于五月开始。', 'zh');
    check('リンドウ市議会は火曜日、古い防波堤を再建することを決めた。', 'ja');
  });

  it('does not take their sisters for them', () => {
    check(
      'O presidente da câmara disse na terça-feira que o muro do porto será reconstruído e que as obras começam em maio.',
      'pt',
    );
    check(
      'Il sindaco ha detto martedì che il muro del porto sarà ricostruito e che i lavori cominceranno a maggio.',
      'it',
    );
    check(
      'Мер заявив у вівторок, що портову стіну буде відбудовано, а роботи почнуться в травні після двох років очікування.',
      'uk',
    );
  });

  it('leaves open what a few words do not settle', () => {
    check('', null);
    check('Lindow 2021', null);
    check('Mayor Moss, Harbour Post', null);
  });

  it('never throws', () => {
    fc.assert(fc.property(oddText, (text) => detectLanguage(text)?.length !== 0));
  });
});
