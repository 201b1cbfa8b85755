import { shiftBehind, type Edit } from '../text/edit';
import type { VersionCount } from './versionCounter';

/**
 * What was shown of an open text before somebody typed in it: numbers of versions and names of speakers, which depend on
 * the whole corpus. While keys come in, the outline takes them from here, so that it follows without the index being
 * brought up to each letter.
 */
export class TypedView {
  private counts: readonly VersionCount[] = [];
  /** By article and the name that the article itself gives. */
  private readonly names = new Map<string, string>();

  showCounts(counts: readonly VersionCount[]): void {
    this.counts = counts;
  }

  showNames(articleIndex: number, own: readonly string[], names: readonly string[]): void {
    own.forEach((name, speaker) => this.names.set(keyOf(articleIndex, name), names[speaker] ?? name));
  }

  /** Passages that were counted, where they lie now; the one that was edited keeps its count. */
  get versionCounts(): readonly VersionCount[] {
    return this.counts;
  }

  /** The names last shown for speakers of these names; a new one has its own. */
  namesOf(articleIndex: number, own: readonly string[]): string[] {
    return own.map((name) => this.names.get(keyOf(articleIndex, name)) ?? name);
  }

  follow(edit: Edit): void {
    this.counts = this.counts.flatMap((count) => {
      const moved = shiftBehind(count, edit);
      return moved.end > moved.start ? [{ ...count, ...moved }] : [];
    });
  }
}

function keyOf(articleIndex: number, name: string): string {
  return `${articleIndex} ${name}`;
}
