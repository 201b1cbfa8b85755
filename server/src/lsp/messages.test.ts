import assert from 'node:assert/strict';
import { originalReasons } from '../collation/originalReasons';
import { messagesFor, reasonIn } from './messages';

describe('messages', () => {
  it('speak the language of the client, English where there is none', () => {
    assert.equal(messagesFor('de').versions(2), '2 Fassungen');
    assert.equal(messagesFor('zh-cn').versions(2), '2 个版本');
    assert.equal(messagesFor('fr').versions(1), '1 version');
    assert.equal(messagesFor(undefined).versions(2), '2 versions');
  });
  it('translate every reason for an original, and leave others as they are', () => {
    for (const locale of ['de', 'zh'])
      for (const reason of Object.values(originalReasons))
        assert.notEqual(reasonIn(messagesFor(locale), reason), reason);
    assert.equal(reasonIn(messagesFor('de'), 'Another reason.'), 'Another reason.');
  });
});
