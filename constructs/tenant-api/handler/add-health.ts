import type { Router } from '@aws-lambda-powertools/event-handler/http';
import { sql } from 'kysely';
import type { UseDatabase } from './database/use-database';
import { addResource } from './http/add-resource';
import { jsonResponse } from './http/json-response';

/**
 * Adds the resource `/health`.
 *
 * A monitor may ask every few seconds, so the database is left alone unless the query says `database=true`: a paused
 * Aurora must stay asleep.
 */
export function addHealth(router: Router, useDatabase: UseDatabase): void {
  addResource(router, '/health', {
    async GET({ req }) {
      if (new URL(req.url).searchParams.get('database') !== 'true') return jsonResponse(200, { status: 'ok' });
      await useDatabase((database) => sql`select 1`.execute(database));
      return jsonResponse(200, { status: 'ok', database: 'ok' });
    },
  });
}
