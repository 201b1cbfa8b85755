import type { HoverContent, HoverSpeaker, HoverVersion } from '../service/hover';
import { dayOf, escapeMarkdown, flatten } from '../service/displayText';
import { toLink, type LineMap } from './toProto';

/** Escapes text but leaves the spaces at its edges, for runs that are joined. */
function escapeRun(text: string): string {
  const inner = text.trim();
  if (inner === '') return text === '' ? '' : ' ';
  return (/^\s/u.test(text) ? ' ' : '') + escapeMarkdown(inner) + (/\s$/u.test(text) ? ' ' : '');
}

/** How the hover's further parts are reached: command links only where the client has the command. */
export interface HoverLinks {
  /** URI of "show all versions", or null. */
  readonly showAll: string | null;
  readonly lineMaps: ReadonlyMap<string, LineMap>;
}

/** Renders a hover: who speaks, best version first, the original and why. */
export function renderHover(content: HoverContent, links: HoverLinks): string {
  const parts: string[] = [];
  if (content.speaker !== null) parts.push(renderSpeaker(content.speaker, links));
  if (content.original !== null) {
    const { isHere, name, reason, confidence } = content.original;
    parts.push(
      `◆ **${isHere ? 'This is the original' : `Original: ${escapeMarkdown(name)}`}** · ${escapeMarkdown(reason)} _(${confidenceWord(confidence)})_`,
    );
  } else if (content.versions.length > 0) parts.push('Original undetermined');
  for (const version of content.versions) parts.push(renderVersion(version, links));
  if (content.moreCount > 0) {
    const words = `${content.moreCount} more ${content.moreCount === 1 ? 'version' : 'versions'}`;
    parts.push(links.showAll === null ? `… and ${words}: see References` : `[… and ${words}](${links.showAll})`);
  }
  return parts.join('\n\n');
}

function renderVersion(version: HoverVersion, links: HoverLinks): string {
  const { article } = version;
  const name = escapeMarkdown(article.outlet ?? article.credit ?? fileName(article.uri));
  const map = links.lineMaps.get(article.uri);
  const head = map === undefined ? `**${name}**` : `**[${name}](${toLink(article.uri, version.span, map)})**`;
  const facts = [
    dayOf(article.date),
    version.speaker,
    version.grade,
    version.copyCount > 0 ? `${version.copyCount} near-identical ${version.copyCount === 1 ? 'copy' : 'copies'}` : null,
  ]
    .filter((fact) => fact !== null)
    .map((fact) => escapeMarkdown(fact));
  const words = version.runs
    .map((run) => {
      const text = escapeRun(run.text);
      const inner = text.trim();
      // Emphasis needs a word at both of its edges; spaces stay outside.
      return run.differs && inner !== '' ? text.replace(inner, () => `**${inner}**`) : text;
    })
    .join('')
    .trim();
  return `${version.isOriginal ? '◆ ' : ''}${head} · ${facts.join(' · ')}\n\n> ${words}`;
}

function renderSpeaker(speaker: HoverSpeaker, links: HoverLinks): string {
  const { record, title, introduced } = speaker;
  const counts = `${record.quoteCount} ${record.quoteCount === 1 ? 'quote' : 'quotes'} in ${record.articleCount} ${record.articleCount === 1 ? 'article' : 'articles'}`;
  const head = `**${escapeMarkdown(record.name)}**${title === null ? '' : ` · ${escapeMarkdown(title)}`} · ${counts}`;
  if (introduced === null) return head;
  const map = links.lineMaps.get(introduced.uri);
  const link = map === undefined ? 'introduced' : `[introduced](${toLink(introduced.uri, introduced.span, map)})`;
  return `${head}\n\n${link}: ${escapeMarkdown(introduced.text)}`;
}

/** Words rather than figures: a percentage would promise more than the evidence holds. */
export function confidenceWord(confidence: number): string {
  return confidence >= 0.85 ? 'well supported' : confidence >= 0.6 ? 'likely' : 'possible';
}

function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The same hover for clients that show plain text. */
export function renderPlainHover(content: HoverContent): string {
  const lines: string[] = [];
  if (content.speaker !== null)
    lines.push([content.speaker.record.name, content.speaker.title].filter((part) => part !== null).join(', '));
  if (content.original !== null)
    lines.push(
      `${content.original.isHere ? 'This is the original' : `Original: ${flatten(content.original.name)}`}. ${content.original.reason}`,
    );
  for (const version of content.versions)
    lines.push(
      `${[version.article.outlet ?? fileName(version.article.uri), dayOf(version.article.date), version.speaker, version.grade].filter((part) => part !== null).join(' · ')}`,
      `  ${version.runs
        .map((run) => run.text)
        .join('')
        .trim()}`,
    );
  if (content.moreCount > 0) lines.push(`… and ${content.moreCount} more`);
  return lines.join('\n');
}
