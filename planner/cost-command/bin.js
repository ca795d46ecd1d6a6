#!/usr/bin/env node
"use strict";

require("../fast-start.js");
require("./main.ts");
