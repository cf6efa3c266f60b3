import pg from 'pg';

/**
 * A connection that can break at any moment without ending the process. Node ends it when an `error` event has no listener, and those who use a
 * connection listen a moment after they got it: the database may greet and end it in one piece.
 */
export class DatabaseConnection extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
