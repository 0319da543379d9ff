import { NotFoundError, ParameterValidationError } from '@aws-lambda-powertools/event-handler/http';
import { DatabaseUnavailableError } from '../database/database-errors';
import { Problem } from './problem';

/**
 * How long a caller is asked to wait: about what Aurora Serverless takes to resume from a pause.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
const RETRY_AFTER_SECONDS = 15;

/** What to tell the caller about an error; nothing of the error itself, unless it was written for the caller. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof NotFoundError || error instanceof ParameterValidationError) {
    return new Problem(404, 'there is nothing at this path');
  }
  // The router decodes the parameters of the path.
  if (error instanceof URIError) return new Problem(400, 'the path is not valid percent-encoding');
  if (error instanceof DatabaseUnavailableError) {
    return new Problem(503, `the database is starting or busy; try again in ${RETRY_AFTER_SECONDS} seconds`, {
      headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    });
  }
  return new Problem(500, 'the request failed for a reason on our side; try again or quote the request id to support');
}
