import type { HoverContent, HoverSpeaker, HoverVersion } from '../service/hover';
import { dayOf, escapeMarkdown, flatten } from '../service/displayText';
import { messagesFor, reasonIn, type Messages } from './messages';
import { toLink, type Lines } from './toProto';

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
  readonly lineMaps: ReadonlyMap<string, Lines>;
}

/** Renders a hover: who speaks, best version first, the original and why. */
export function renderHover(content: HoverContent, links: HoverLinks, messages: Messages = messagesFor('en')): string {
  const parts: string[] = [];
  if (content.speaker !== null) parts.push(renderSpeaker(content.speaker, links, messages));
  if (content.original !== null) {
    const { isHere, name, reason, confidence } = content.original;
    const head = isHere ? messages.originalIsHere : messages.original(escapeMarkdown(name));
    parts.push(
      `◆ **${head}** · ${escapeMarkdown(reasonIn(messages, reason))} _(${confidenceWord(confidence, messages)})_`,
    );
  } else if (content.versions.length > 0) parts.push(messages.undetermined);
  for (const version of content.versions) parts.push(renderVersion(version, links, messages));
  if (content.moreCount > 0) {
    const words = messages.moreVersions(content.moreCount);
    parts.push(links.showAll === null ? `${words}: ${messages.seeReferences}` : `[${words}](${links.showAll})`);
  }
  return parts.join('\n\n');
}

function renderVersion(version: HoverVersion, links: HoverLinks, messages: Messages): string {
  const { article } = version;
  const name = escapeMarkdown(article.outlet ?? article.credit ?? fileName(article.uri));
  const map = links.lineMaps.get(article.uri);
  const head = map === undefined ? `**${name}**` : `**[${name}](${toLink(article.uri, version.span, map)})**`;
  const facts = [
    dayOf(article.date),
    version.speaker,
    messages.grades[version.grade],
    version.copyCount > 0 ? messages.copies(version.copyCount) : null,
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

function renderSpeaker(speaker: HoverSpeaker, links: HoverLinks, messages: Messages): string {
  const { record, title, introduced } = speaker;
  const counts = messages.quotesInArticles(record.quoteCount, record.articleCount);
  const head = `**${escapeMarkdown(record.name)}**${title === null ? '' : ` · ${escapeMarkdown(title)}`} · ${counts}`;
  if (introduced === null) return head;
  const map = links.lineMaps.get(introduced.uri);
  const link =
    map === undefined
      ? messages.introduced
      : `[${messages.introduced}](${toLink(introduced.uri, introduced.span, map)})`;
  return `${head}\n\n${link}: ${escapeMarkdown(introduced.text)}`;
}

/** Words rather than figures: a percentage would promise more than the evidence holds. */
function confidenceWord(confidence: number, messages: Messages): string {
  const { strong, likely, thin } = messages.confidence;
  return confidence >= 0.85 ? strong : confidence >= 0.6 ? likely : thin;
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
export function renderPlainHover(content: HoverContent, messages: Messages): string {
  const lines: string[] = [];
  if (content.speaker !== null)
    lines.push([content.speaker.record.name, content.speaker.title].filter((part) => part !== null).join(', '));
  if (content.original !== null)
    lines.push(
      `${content.original.isHere ? messages.originalIsHere : messages.original(flatten(content.original.name))}. ${reasonIn(messages, content.original.reason)}`,
    );
  for (const version of content.versions)
    lines.push(
      `${[version.article.outlet ?? fileName(version.article.uri), dayOf(version.article.date), version.speaker, messages.grades[version.grade]].filter((part) => part !== null).join(' · ')}`,
      `  ${version.runs
        .map((run) => run.text)
        .join('')
        .trim()}`,
    );
  if (content.moreCount > 0) lines.push(messages.moreVersions(content.moreCount));
  return lines.join('\n');
}
