/** The alert that goes off where there is no data, because the others then can't. */
export const TELLS_OF_MISSING_DATA = "ExporterMissing";
