import type { QueryConfig, QueryResult, QueryResultRow } from "pg";

/** Anything that runs one parameterised statement: the pool, or the client of an open transaction. */
export interface Queryable {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
  /** A statement with a name is prepared once per connection. */
  query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>>;
}
