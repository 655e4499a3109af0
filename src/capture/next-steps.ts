/** What to do with a session that is whole, a command a line. */
export function nextSteps(id: string): string {
  return `  npm run report -- ${id}\n  npm run verify -- ${id}\n  npm run build\n`;
}
