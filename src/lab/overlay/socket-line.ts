import type { Buffer } from "node:buffer";
import type { Socket } from "node:net";

/**
 * The first line of what a socket receives, without its end; bytes after it stay in the socket, as if they came later.
 *
 * - `undefined` when the stream ends or breaks before, or the line has more than `longest` bytes.
 * - Nobody else may have begun to read the socket.
 */
export function readSocketLine(socket: Socket, longest: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let line = "";
  socket.on("readable", onReadable);
  socket.once("end", onEnd);
  socket.once("close", onEnd);
  return promise;

  function onReadable(): void {
    // Byte by byte, so that nothing has to be put back: a stream that has ended takes nothing back.
    for (let byte = readByte(); byte !== undefined; byte = readByte()) {
      if (byte === "\n") return finish(line);
      line += byte;
      if (line.length > longest) return finish(undefined);
    }
  }

  function readByte(): string | undefined {
    return (socket.read(1) as Buffer | null)?.toString("latin1");
  }

  function onEnd(): void {
    finish(undefined);
  }

  function finish(answer: string | undefined): void {
    socket.off("readable", onReadable);
    socket.off("end", onEnd);
    socket.off("close", onEnd);
    resolve(answer);
  }
}
