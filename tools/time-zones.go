// Writes components/scaling/time-zones.json from the time zone database that this Go has: from it KEDA's cron trigger
// reads a schedule's zone. Run it as CONTRIBUTING.md says.
package main

import (
	"archive/zip"
	"encoding/json"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// The years whose changes of the clocks are written down: Morocco's and Gaza's move with the moon.
const firstYear, lastYear = 2026, 2036

type zone struct {
	Offsets []int `json:"offsets"`
	// Local times that no clock shows on a day on which the clocks go forward.
	Skips []string `json:"skips,omitempty"`
}

func main() {
	root := runtime.GOROOT()
	archive, err := zip.OpenReader(filepath.Join(root, "lib", "time", "zoneinfo.zip"))
	check(err)
	zones := map[string]zone{}
	for _, file := range archive.File {
		if strings.HasSuffix(file.Name, "/") || file.Name == "Factory" { // a zone for machines without one
			continue
		}
		reader, err := file.Open()
		check(err)
		data, err := io.ReadAll(reader)
		check(err)
		location, err := time.LoadLocationFromTZData(file.Name, data)
		check(err)
		zones[file.Name] = read(location)
	}
	text, err := json.Marshal(map[string]any{
		"source": "lib/time/zoneinfo.zip of " + runtime.Version() + ", the years " +
			time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") + " to " +
			time.Date(lastYear, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") + ", written by tools/time-zones.go",
		"zones": zones,
	})
	check(err)
	_, err = os.Stdout.Write(text)
	check(err)
}

func read(location *time.Location) zone {
	made := zone{}
	end := time.Date(lastYear+1, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(end); {
		_, before := at.In(location).Zone()
		made.Offsets = append(made.Offsets, before/60)
		_, change := at.In(location).ZoneBounds()
		if change.IsZero() || !change.Before(end) {
			break
		}
		if !change.After(at) { // the end of a leap year, by Go's count
			at = at.Add(24 * time.Hour)
			continue
		}
		_, after := change.In(location).Zone()
		if after > before {
			from := change.UTC().Add(time.Duration(before) * time.Second)
			made.Skips = append(made.Skips, skips(from, from.Add(time.Duration(after-before)*time.Second))...)
		}
		at = change
	}
	slices.Sort(made.Offsets)
	made.Offsets = slices.Compact(made.Offsets)
	slices.Sort(made.Skips)
	made.Skips = slices.Compact(made.Skips)
	return made
}

// "sunday 02:00-03:00", without the end; two where midnight is between.
func skips(from, to time.Time) []string {
	day := strings.ToLower(from.Weekday().String())
	if from.YearDay() == to.YearDay() {
		return []string{day + " " + from.Format("15:04") + "-" + to.Format("15:04")}
	}
	made := []string{day + " " + from.Format("15:04") + "-24:00"}
	if to.Format("15:04") != "00:00" {
		made = append(made, strings.ToLower(to.Weekday().String())+" 00:00-"+to.Format("15:04"))
	}
	return made
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
