/** Port of the database and of its proxy. */
export const POSTGRES_PORT = 5432;
