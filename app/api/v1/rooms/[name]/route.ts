/** The same room by the other spelling of its address. */
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "../../room/route";
