import type { Description } from './description';
import type { NameMention } from './findNames';

/** "the Foreign Minister": a title that stands for its bearer. */
export function titleDescription(name: NameMention): Description {
  const words = name.words.map((word) => word.toLowerCase());
  return {
    start: name.start,
    end: name.end,
    head: words[words.length - 1] ?? '',
    kind: 'person',
    determiner: 'definite',
    modifiers: words.slice(0, -1),
    owner: null,
    headSpan: name,
    fullEnd: name.end,
    sourceEnd: name.end,
    nameStart: name.start,
    properModifiers: [],
    complement: null,
  };
}
