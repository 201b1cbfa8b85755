import assert from 'node:assert/strict';
import { wordHash } from './letters';
import { tendencyOf, wordClassOf } from './wordClasses';

const tendency = (word: string) => tendencyOf(wordClassOf(wordHash(word)));

describe('wordClassOf', () => {
  it('gives words of one use one class, and unknown words none', () => {
    const fine = (word: string) => wordClassOf(wordHash(word)) & 0x3ff;
    assert.equal(fine('monday'), fine('tuesday'));
    assert.notEqual(fine('monday'), fine('said'));
    assert.equal(wordClassOf(wordHash('xqzzvfm')), 0);
  });

  it('knows rare verbs of saying by their company', () => {
    for (const word of ['scoffed', 'quipped', 'conceded']) assert.ok(tendency(word) > 9, `${word} ${tendency(word)}`);
    for (const word of ['bridge', 'vehicle', 'tuesday']) assert.ok(tendency(word) < 7, `${word} ${tendency(word)}`);
    assert.equal(tendency('xqzzvfm'), 0);
  });
});
