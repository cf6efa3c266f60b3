// The smallest process that the launcher can start, for its tests: ready at once, and it tells what it was given.
import http from 'node:http';

const server = http.createServer((request, response) => {
  response.end(request.url === '/environment' ? JSON.stringify(process.env) : '{"ready":true}');
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => {
  // As a logger does that flushes into a pipe nobody reads.
  if (process.env.STUBBORN) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  server.close(() => process.exit(0)).closeAllConnections();
});
