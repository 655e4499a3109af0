/** A message with what Deno says of a file that a task may not touch made into what to do about it. */
export function deniedWords(message: string): string {
  return message.replace(
    /Requires (read|write) access to .*?, run again with the --allow-\w+ flag/,
    'under Deno this command may $1 only inside this book: use a path there, or "npm run" in place of "deno task"',
  );
}
