import agenciesTsv from '../../languages/en/agencies.tsv';
import bodyWordsTsv from '../../languages/en/bodyWords.tsv';
import outletWordsTsv from '../../languages/en/outletWords.tsv';
import type { CorpusSettings } from './article';
import { readRows } from './languageData';

const outletWords = new Set(readRows(outletWordsTsv).map(([word]) => word!));
const bodyWords = new Set(readRows(bodyWordsTsv).map(([word]) => word!));
const agencies = new Map(readRows(agenciesTsv).map(([name, usual]) => [name!.toLowerCase(), usual!]));

/** The usual name of a news agency, or null where the words name none. */
export function agencyName(words: string): string | null {
  return agencies.get(words.trim().toLowerCase()) ?? null;
}

/** The name that the settings give an outlet, by its name or an alias; null where they know none of these words. */
export function settingsOutlet(words: string, settings: CorpusSettings): string | null {
  const folded = words.trim().toLowerCase();
  for (const { name, aliases } of settings.outlets) {
    if (name.toLowerCase() === folded || aliases.some((alias) => alias.toLowerCase() === folded)) return name;
  }
  return null;
}

/** Whether a short line reads like an outlet's name: title case, no sentence, one of the words that such names have. */
export function looksLikeOutlet(line: string, settings: CorpusSettings): boolean {
  if (line.length > 60 || /^[©(]/.test(line)) return false;
  if (agencyName(line) !== null || settingsOutlet(line, settings) !== null) return true;
  if (/[.!?:;,"“”«»]$/.test(line) && !/\.(?:com|org|net|[a-z]{2})$/i.test(line)) return false;
  if (/[!?:;"“”«»]/.test(line)) return false;
  if (/^(?:www\.)?[\p{L}\p{N}-]+\.(?:com|org|net|news|info|co\.uk|de|fr|es|ru|cn|at|ch|eu)$/iu.test(line)) return true;
  const words = line.split(/[\s-]+/);
  if (words.length > 6) return false;
  let hasOutletWord = false;
  for (const word of words) {
    const bare = word.replace(/[().,'’]/g, '');
    const lower = bare.toLowerCase();
    if (
      outletWords.has(lower) ||
      outletWords.has(lower.replace(/s$/, '')) ||
      /(?:zeitung|blatt|post|nachrichten|rundschau|anzeiger|日报|晚报|时报|通讯社|新闻网|社|报)$/u.test(lower)
    ) {
      hasOutletWord = true;
    }
    const first = bare.charAt(0);
    if (
      first !== '' &&
      first === first.toLowerCase() &&
      first !== first.toUpperCase() &&
      !/^(?:of|the|and|for|in|on|de|la|le|der|die|das|del|el|du|des|для|и|e|y)$/.test(lower)
    ) {
      return false;
    }
  }
  return hasOutletWord;
}

/** Whether a short line could be a person's name: two or three capitalised words, none of them an outlet's. */
export function looksLikePerson(line: string): boolean {
  const words = line.split(/\s+/);
  if (words.length < 2 || words.length > 4 || /\d/.test(line) || line === line.toUpperCase()) return false;
  if (/^(?:The|Der|Die|Das|La|Le|Les|El|Los|Las|Il)$/.test(words[0]!)) return false;
  return words.every((word) => {
    const lower = word.toLowerCase();
    return (
      /^\p{Lu}[\p{L}\p{M}.'’-]*$/u.test(word) &&
      !outletWords.has(lower) &&
      !bodyWords.has(lower) &&
      !/^(?:Of|On|For)$/.test(word)
    );
  });
}
