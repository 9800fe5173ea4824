/** The same room at the other form of its address. */
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "../../room/route";
