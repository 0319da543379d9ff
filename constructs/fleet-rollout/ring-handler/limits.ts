/** The longest one of a release's functions is let run, in seconds. One that was begun goes on when its release is stopped. */
export const FUNCTION_SECONDS = 30;
