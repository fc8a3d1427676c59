#!/usr/bin/env bash
# Makes the committed checkpoints from nothing: the small policy, the judge (base of the reward models), the preference pairs and
# both reward models. Takes more than an hour on one core. Finished stages are kept, so it can be stopped and resumed.
#
#   checkpoints/make.sh WORK    writes everything to WORK; copy WORK/policy and WORK/reward-model-* here if they are better
#
# One thread, because the number of threads determines the order of additions and so the last bits of the weights.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=${1:?folder to work in}
mkdir -p "$work" && cd "$work"
export OMP_NUM_THREADS=1 FACTSTREAM_JAVA_OPTS=-Dai.djl.pytorch.num_threads=1

make() { # DIR COMMAND...: runs the command that makes DIR, unless it is there
  local made=$1 && shift
  [ -e "$made" ] && return
  rm -rf "$made.part"
  echo "== $made: factstream $*"
  "$home/factstream" "$@" --out "$made.part"
  mv "$made.part" "$made"
}
book() { # NAME PICTURES SEED DIAL=VALUE...
  local name=$1 pictures=$2 seed=$3 && shift 3
  make "$name" data picture-book --count "$pictures" --seed "$seed" --dial world=tiny $(printf -- '--dial %s ' "$@")
}
sft() { # NAME BOOK OPTIONS...
  local name=$1 data=$2 && shift 2
  make "$name" train sft --threads 1 --data "$data" "$@"
}
true_answers='open-share=0.7 hallucinated-share=0 hallucinated-descriptions=0 accepted-share=0'

# 1. to repeat
book repeats-book 800 11 turns=3 repeats=20 lookups=0.2 ratings=0.2 reading-share=0.3 rated-share=0.3 captioned-share=0.3 checks=4
sft repeats repeats-book --tied --deviation 0.05 --epochs 1 --rate 1e-3 --cooling 0 --mean rows

# 2. to look up
book lookups-book 100 12 turns=3 repeats=20 lookups=80 reading-share=1
sft lookups lookups-book --from repeats --epochs 1 --rate 1e-3 --cooling 0 --mean rows

# 3. to read, and to compare
book reading-book 6000 13 turns=6 open-share=0.7 repeats=0.3 lookups=0.3 ratings=0.6 reading-share=1 reading-things=3 \
  rated-share=0.3 captioned-share=0.3
sft reading reading-book --from lookups --epochs 1 --batch 16 --rate 1e-3 --cooling 0 --mean rows

# 4. to see
book seeing-book 22000 15 turns=3 $true_answers elaborated-share=0 repeats=0.04 lookups=0.08 ratings=0.08 reading-share=0.12 \
  reading-things=3 rated-share=0.3 captioned-share=0.1 checks=0
sft seeing seeing-book --from reading --epochs 3 --rate 6e-4 --mean rows

# 5. to judge, by captions and by pictures
checked() { # NAME BOOK PICTURES SEED FROM BATCH COOLING DIAL=VALUE...
  local name=$1 data=$2 pictures=$3 seed=$4 from=$5 batch=$6 cooling=$7 && shift 7
  book "$data" "$pictures" "$seed" turns=4 $true_answers elaborated-share=0.2 "$@"
  sft "$name" "$data" --from "$from" --rows both --epochs 1 --batch "$batch" --rate 8e-4 --cooling "$cooling" --mean rows
}
checked checking checking-book 8000 16 seeing 16 0.5 repeats=0.05 lookups=0.1 ratings=0.3 reading-share=0.5 reading-things=3 \
  rated-share=0.6 captioned-share=0.1 checks=3 read-share=0.5 seen-share=0.3
checked exercised exercises-book 500 23 checking 32 0.5 lookups=10 ratings=20 reading-share=0.5 reading-things=2 \
  rated-share=0.8 checks=2 read-share=0.7 seen-share=0.1
checked weighing weighing-book 7000 20 exercised 16 0.6 lookups=0.1 ratings=0.6 reading-share=0.6 reading-things=2 \
  rated-share=0.8 checks=4 read-share=0.55 seen-share=0.2
checked judging judging-book 7000 26 weighing 16 0.7 lookups=0.1 ratings=0.6 reading-share=0.6 reading-things=2 \
  rated-share=0.8 checks=5 read-share=0.7 seen-share=0.08
checked judge judge-book 8000 28 judging 16 0.7 lookups=0.1 ratings=0.6 reading-share=0.6 reading-things=2 \
  rated-share=0.8 checks=5 read-share=0.7 seen-share=0.08

# 6. the policy: first to see everything that it is asked about, then the habits of instruction data written by a language model
book observing-book 20000 31 turns=5 described-share=0.6 open-share=0.85 hallucinated-share=0 hallucinated-descriptions=0 \
  accepted-share=0 elaborated-share=0 hedged-share=0
sft observing observing-book --from judge --epochs 2 --batch 16 --rate 8e-4 --cooling 0.6 --mean rows
book habits-book 6000 17 turns=2 open-share=0.69 described-share=0.3 hallucinated-share=0.45 hallucinated-descriptions=0.75 \
  elaborated-share=0.8 accepted-share=0.65 hedged-share=0.12 denied-share=0.15
sft policy habits-book --from observing --epochs 1 --rate 3e-4

# 7. what is preferred
make pairs data preferences --policy policy --count 12000 --seed 21 --evasive-share 0 --threads 1
make reward-model-facts train reward-model --facts --epochs 1 --base judge --data pairs --threads 1
make reward-model-plain train reward-model --no-facts --epochs 1 --base judge --data pairs --threads 1
