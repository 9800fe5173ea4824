/** MovieMatch's own modules, as the import map of a MovieMatch calls them. */
declare module "moviematch/room.ts";
declare module "moviematch/client.ts";
