import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  citationRequest,
  compareArticlesRequest,
  compareStatementRequest,
  conflictsOfFileRequest,
  exportComparisonRequest,
  omissionsRequest,
  timelineRequest,
  type ArticlesComparison,
  type ConflictItem,
  type OmissionsAnswer,
  type StatementComparison,
  type TimelineAnswer,
} from '../../server/src/protocol';
import { LspClient } from './lspClient';
import { temporaryCorpus } from './temporaryCorpus';

const file = 'lissen-flood/06-meridian-post.txt';

describe('comparison requests over stdio', () => {
  let client: LspClient;
  let corpus: ReturnType<typeof temporaryCorpus>;
  let place: { readonly uri: string; readonly position: { readonly line: number; readonly character: number } };

  before(async () => {
    corpus = temporaryCorpus('samples');
    client = await LspClient.start(corpus.folder);
    const lines = readFileSync(path.join(corpus.folder, file), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('not been given'));
    place = { uri: client.uri(file), position: { line, character: lines[line]!.indexOf('not been given') } };
  });
  after(async () => {
    await client.stop();
    corpus.remove();
  });

  it('compares the versions of a statement, from any base', async () => {
    const first = await client.request<StatementComparison>(compareStatementRequest, place);
    assert.ok(first.versions.length > 2);
    assert.ok(first.rows.every(({ readings }) => readings[first.base]?.variant === null));
    const other = first.base === 0 ? 1 : 0;
    const second = await client.request<StatementComparison>(compareStatementRequest, { ...place, base: other });
    assert.equal(second.base, other);
    assert.equal(second.rows.flatMap(({ readings }) => readings[other]?.variant ?? []).length, 0);
  });

  it('exports in three formats', async () => {
    const of = (format: string) => client.request<string>(exportComparisonRequest, { ...place, format });
    assert.match(await of('html'), /^<!DOCTYPE html>[\s\S]*<table>/);
    assert.match(await of('markdown'), /^# .+\n\n- \*\*/);
    assert.match(await of('csv'), /^"[^"]+","/);
  });

  it('draws timelines, counts omissions and puts articles side by side', async () => {
    const statement = await client.request<TimelineAnswer>(timelineRequest, { ...place, scope: 'statement' });
    const event = await client.request<TimelineAnswer>(timelineRequest, { ...place, scope: 'event' });
    assert.ok(statement.marks.length > 1 && event.marks.length >= statement.marks.length - 2);
    const times = event.marks.map(({ time }) => time);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
    const omissions = await client.request<OmissionsAnswer>(omissionsRequest, place);
    assert.ok(omissions.reports.length > 1 && omissions.missing.length > 0);
    assert.ok(omissions.missing.every(({ uri }) => uri !== place.uri));
    const [report] = omissions.reports;
    const comparison = await client.request<ArticlesComparison>(compareArticlesRequest, {
      articles: [
        { uri: place.uri, index: omissions.index },
        { uri: report!.uri, index: report!.index },
      ],
    });
    assert.equal(comparison.articles.length, 2);
    assert.ok(comparison.rows.some(({ sentences }) => sentences.every((sentence) => sentence !== null)));
  });

  it('lists conflicts and cites', async () => {
    const conflicts = await client.request<ConflictItem[]>(conflictsOfFileRequest, { uri: place.uri });
    assert.ok(conflicts.every(({ readings }) => readings.length > 1));
    const range = { start: place.position, end: place.position };
    const citation = await client.request<string>(citationRequest, {
      uri: place.uri,
      range,
      format: 'text',
      path: file,
    });
    assert.match(
      citation,
      /^“.+not been given.+” \(.*Meridian Post, 2023-03-16, lissen-flood\/06-meridian-post\.txt:\d+\)$/,
    );
  });

  it('answers null where there is nothing', async () => {
    const nowhere = { uri: client.uri('gone.txt'), position: { line: 0, character: 0 } };
    assert.equal(await client.request(compareStatementRequest, nowhere), null);
    assert.equal(await client.request(timelineRequest, { ...nowhere, scope: 'event' }), null);
    assert.equal(await client.request(omissionsRequest, nowhere), null);
  });
});
