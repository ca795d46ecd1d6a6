export interface Progress {
  show: (resources: number) => void;
  clear: () => void;
}

/** One line on a terminal that counts the resources, and goes when the plan is there. */
export function startProgress(stream: NodeJS.WriteStream): Progress {
  if (stream.isTTY !== true) return { show: () => {}, clear: () => {} };
  const line = (text: string) => stream.write(`\r\x1b[K${text}`);
  line("Loading the program ...");
  return { show: (resources) => line(`Planning: ${resources} resources`), clear: () => line("") };
}
