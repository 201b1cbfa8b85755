import rarityTsv from '../../languages/en/stemRarity.tsv';

/** The rarity of a stem that the table does not know, in nats: rarer than 1 article in 5,000. */
export const unknownRarity = 9;

/**
 * How rare a stem is in news at large: -ln of the share of articles that hold it, from a table of English news.
 * Stems of other languages are unknown and all count the same, so only a passage's own neighbourhood weighs them.
 */
export function stemRarity(stem: string): number {
  return (rarities ??= parseRarities(rarityTsv)).get(stem) ?? unknownRarity;
}

let rarities: Map<string, number> | undefined;

function parseRarities(tsv: string): Map<string, number> {
  const result = new Map<string, number>();
  for (const line of tsv.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab < 0 || line.startsWith('#')) continue;
    const rarity = Number(line.slice(0, tab)) / 10;
    for (const stem of line.slice(tab + 1).split(' ')) result.set(stem, rarity);
  }
  return result;
}
