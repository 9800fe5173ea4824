export function findProgram(name: string, variable: string): string | undefined;
export function installProgram(name: string, variable: string): string | undefined;
