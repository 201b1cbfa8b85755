// Stands in for the native module of VS Code's server that writes its log files: the same calls, plain file appends.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.isRaw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.isRaw = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}
levels.forEach((name, level) => {
  Logger.prototype[name] = function (message) {
    if (this.level > level) return;
    const line = this.isRaw ? message : `${new Date().toISOString()} [${name}] ${message}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch (error) {
      // The log's folder may go first when the server stops; a log line is not worth a crash.
      if (error.code !== 'ENOENT') process.stderr.write(line);
    }
  };
});

const create = async (name, file) => new Logger('', name, file);
// One assignment each: the importer is an ES module and finds the names by reading, not by running.
exports.version = 1;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
