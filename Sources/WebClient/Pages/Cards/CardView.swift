/// A card page: FastTabs, and facts beside them.
struct CardView {
    let head: HeadView
    var layout = "with-facts"
    var problem: String?
    var problemIsMild = false
    var problemIcon = "failure"
    var problemTitle = ""
    var problemMend: String?
    var sections: [SectionView] = []
    var hasFacts = false
    var factsTitle = ""
    var facts: [SectionView.Pair] = []
}
