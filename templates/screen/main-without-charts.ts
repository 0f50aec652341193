import { setUpPage } from "./page.ts";

/** The script of a page without charts, which needs no Vega. */
setUpPage();
