/**
 * A seam for a neural sentence encoder that a person keeps in a local folder (ONNX, say): none is shipped, none is
 * fetched, and by default none is used. Whoever has one gives `sentenceSimilarity` an object of this shape; its cosine
 * is then averaged with the learned score of words.
 */
export interface SentenceEncoder {
  /** A vector for a sentence, of one length for all sentences. The same sentence always gives the same vector. */
  encode(sentence: string): Float32Array;
}

/** The cosine of two vectors, 0 for empty ones and where they point apart. */
export function encodedSimilarity(encoder: SentenceEncoder, a: string, b: string): number {
  const x = encoder.encode(a);
  const y = encoder.encode(b);
  let dot = 0;
  let normX = 0;
  let normY = 0;
  for (let i = 0; i < x.length; i++) {
    dot += (x[i] ?? 0) * (y[i] ?? 0);
    normX += (x[i] ?? 0) ** 2;
    normY += (y[i] ?? 0) ** 2;
  }
  return Math.min(1, Math.max(0, dot / Math.sqrt(normX * normY || 1)));
}
