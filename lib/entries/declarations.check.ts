import * as real from "./moviematch";
import type * as declared from "./moviematch-declarations";
import * as realRoomkeeper from "./roomkeeper";
import type * as declaredRoomkeeper from "./roomkeeper-declarations";

/** Fails to compile if the hand-written declarations differ from the modules. */
type Named<Calls> = { [Name in keyof Calls]: unknown };
/** The declared room is narrower than the real one, because it is MovieMatch's own, so only its direction and the names are compared. */
export const checkedRoom = (room: declared.SerializedRoom): real.SerializedRoom => ({ ...room });
export const checkedConfig = (config: declared.StorageConfig): real.StorageConfig => config;
export const checked: {
  createStorage(config?: declared.StorageConfig): Named<declared.RoomStorage>;
  createStorageFromEnv(): Named<declared.RoomStorage>;
} = real;
export const checkedRoomkeeper: Pick<typeof declaredRoomkeeper, "createRoomkeeper"> =
  realRoomkeeper;
export const checkedOptions = (options: declared.CreateStorageOptions): real.CreateStorageOptions =>
  options;
export const checkedClasses: {
  MemoryStorage: new () => Named<declared.MemoryStorage>;
  FileStorage: new (options?: declared.FileStorageOptions) => Named<declared.FileStorage>;
} = real;
type ErrorClass<Declared> = new (message: string, cause?: unknown) => Declared;
export const checkedErrors: [
  ErrorClass<declared.StorageError>,
  ErrorClass<declaredRoomkeeper.StorageError>,
] = [real.StorageError, realRoomkeeper.StorageError];
