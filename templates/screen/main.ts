import { drawCharts } from "./charts.ts";
import { setUpPage } from "./page.ts";

/** The script of a page with charts. */
const page = setUpPage();
void drawCharts(page.data.charts, page.showEvidence);
