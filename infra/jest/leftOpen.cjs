/**
 * What keeps a process alive when its tests have ended: servers, sockets, timers, child processes. Looked at behind each file
 * of tests, so that it can be said at the end behind which one something was open that never closed.
 */
class LeftOpen {
  #before;
  #behind = [];
  #look;

  /** `look` gives the kinds of what is open now, one entry for each. */
  constructor(look = () => process.getActiveResourcesInfo()) {
    this.#look = look;
    this.#before = counted(look());
  }

  /** To be called behind each file of tests. */
  lookBehind(file) {
    this.#behind.push({ file, open: counted(this.#look()) });
  }

  /** What is open that was not before the first file, each kind with the first file since which it has been; empty when nothing is. */
  tell() {
    const isOpen = (open, kind) => (open.get(kind) ?? 0) > (this.#before.get(kind) ?? 0);
    const now = counted(this.#look());
    return [...now.keys()]
      .filter((kind) => isOpen(now, kind))
      .map((kind) => {
        const closed = this.#behind.findLastIndex(({ open }) => !isOpen(open, kind));
        const since = this.#behind[closed + 1]?.file ?? 'the last file of tests';
        return `${now.get(kind)} × ${kind} since ${since}`;
      })
      .join(', ');
  }
}

function counted(kinds) {
  const counts = new Map();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

const ofThisProcess = new LeftOpen();

// A worker of jest's that does not end by itself is ended by a signal, and says first why.
if (process.send)
  process.once('SIGTERM', () => {
    process.stderr.write(`The tests of this worker have ended and it does not. Open: ${ofThisProcess.tell() || 'nothing'}.\n`);
    process.exit(1);
  });

/** How long a process may take to end after its last test. With nothing open it ends by itself, on a busy machine later than jest's half second. */
const SECONDS_TO_END = Number(process.env.TEST_SECONDS_TO_END || 30);

/** A reporter of jest's, for tests that run in jest's own process: ends it as a failure when what is open keeps it alive. */
class EndReporter {
  onRunComplete() {
    const end = () => {
      process.stderr.write(
        `The tests have ended ${SECONDS_TO_END} s ago and their process does not. Open: ${ofThisProcess.tell() || 'nothing'}.\n`,
      );
      process.exit(1);
    };
    setTimeout(end, SECONDS_TO_END * 1000).unref();
  }
}

module.exports = EndReporter;
module.exports.LeftOpen = LeftOpen;
module.exports.SECONDS_TO_END = SECONDS_TO_END;
module.exports.ofThisProcess = ofThisProcess;
