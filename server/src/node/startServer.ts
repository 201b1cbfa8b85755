import path from 'node:path';
import { runCached } from './codeCache';

// The editor names a folder that outlives the process. Without one the session's bundle is loaded as any other file.
const session = path.join(__dirname, 'session.js');
const folder = process.env.VARIORUM_CODE_CACHE;
if (folder === undefined || folder === '') require(session);
else runCached(session, folder);
