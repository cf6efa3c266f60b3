import {
  ConnectionIsNotSetError,
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
  TransactionNotStartedError,
} from 'typeorm';
import { isDatabaseAway } from './away.ts';

const state = (code: string) => new QueryFailedError('select 1', [], Object.assign(new Error('a fault'), { code }));
const said = (message: string) => new QueryFailedError('select 1', [], new Error(message));
const coded = (code: string, more = {}) => Object.assign(new Error('a fault'), { code, ...more });

test.each([
  // The classes and codes of PostgreSQL, Appendix A «Error Codes».
  ['no connection', state('08006')],
  ['the server refuses the connection', state('08004')],
  ['too many connections', state('53300')],
  ['no memory', state('53200')],
  ['admin shutdown', state('57P01')],
  ['crash shutdown', state('57P02')],
  ['it cannot connect now', state('57P03')],
  [
    'a database that takes no connections now',
    Object.assign(new Error('database "venues" is not currently accepting connections'), {
      code: '55000',
      routine: 'CheckMyDatabase',
    }),
  ],
  ['a session that was idle too long', state('57P05')],
  ['a statement that took too long', state('57014')],
  ['a lock that took too long', state('55P03')],
  ['a transaction that was idle too long', state('25P03')],
  ['a transaction that took too long', state('25P04')],
  ['a server that has become a standby', state('25006')],
  ['a deadlock after all attempts', state('40P01')],
  ['a disk that cannot be read', state('58030')],
  ['a connection that breaks inside a transaction', new QueryRunnerAlreadyReleasedError()],
  ['the same, of a nested transaction', new QueryRunnerProviderAlreadyReleasedError()],
  ['a transaction that never began', new TransactionNotStartedError()],
  ['a service that is stopping', new ConnectionIsNotSetError('postgres')],
  ['a pool that is closed', new Error('Cannot use a pool after calling end on the pool')],
  ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
  ['a connection that ends', said('Connection terminated unexpectedly')],
  ['a connection that ended', said('Client was closed and is not queryable')],
  ['a connection that broke', said('Client has encountered a connection error and is not queryable')],
  ['a connection that is not made in time', said('timeout expired')],
  ['an answer that does not come', said('Query read timeout')],
  ['nobody listens', coded('ECONNREFUSED')],
  ['a broken pipe', coded('EPIPE')],
  ['no way there', coded('EHOSTUNREACH')],
  ['a name that is unknown for now', coded('EAI_AGAIN')],
  ['a socket file that is not there', coded('ENOENT', { syscall: 'connect' })],
  ['a stream that is gone', coded('ERR_STREAM_DESTROYED')],
  ['several addresses, nobody at any', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])],
  ['as the cause of another', new Error('no delivery', { cause: new Error('no query', { cause: coded('ECONNRESET') }) })],
])('away: %s', (_, error) => {
  expect(isDatabaseAway(error)).toBe(true);
});

test.each([
  ['a mistake in a statement', state('42601')],
  ['a missing right', state('42501')],
  ['a thing that is not in the state for a statement', state('55000')],
  ['a violated constraint', state('23505')],
  ['a value that is too long', state('22001')],
  ['a mistake of the program', new TypeError('x is not a function')],
  ['a file that is not there', coded('ENOENT', { syscall: 'open' })],
  ['one address away, another that refuses', new AggregateError([coded('ECONNREFUSED'), state('28P01')])],
  ['no error at all', undefined],
  ['a text', 'Connection terminated'],
])('not away: %s', (_, error) => {
  expect(isDatabaseAway(error)).toBe(false);
});
