import { launch } from "./launcher/launch";

await launch({ dev: process.argv.includes("--dev") });
