/** Who speaks and whom to, as forms of the first person. */
const firstPerson = /^(?:i|we|my|our|me|us|i['’]\p{L}+|we['’]\p{L}+|let['’]s)$/iu;
const reporting = /^(?:said|says|told|tells|added|according|reportedly|tweeted|wrote)$/i;

/** Of 60 speeches all but four lie beyond both; of 25 reports and columns about a speech one does (an annotated speech). */
const leastFirstPerson = 0.022;
const mostReporting = 0.0025;
const leastWords = 80;

/**
 * Whether an English text is what somebody says to an audience, not what somebody tells of it: outside quotation marks it
 * speaks in the first person, and hardly anybody "said" anything. Linear.
 */
export function readsAsSpeech(text: string): boolean {
  let words = 0;
  let own = 0;
  let told = 0;
  for (const stretch of text.split(/[“"][^“”"]{0,600}[”"]/u)) {
    for (const word of stretch.match(/[\p{L}’']+/gu) ?? []) {
      words++;
      if (firstPerson.test(word)) own++;
      else if (reporting.test(word)) told++;
    }
  }
  return words >= leastWords && own >= leastFirstPerson * words && told <= mostReporting * words;
}
