/**
 * The project's own keys of a stack's configuration. The engine hands over text; groups and lists arrive as JSON.
 *
 * @param config "project:key" -> text
 */
export function ownConfiguration(project: string, config: Record<string, string>): Record<string, unknown> {
  const own = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(project.length + 1), plainValue(text)]));
}

function plainValue(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text; // the schema then says what belongs here
  }
}
